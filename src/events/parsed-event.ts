/**
 * What became of one message body. A value and not an exception, since whoever received the message treats the three
 * cases differently: signals are acted on, what is ignored is deleted, what is malformed stays for the dead-letter queue.
 */
import type { Signal } from '../domain/signal.ts';

export type ParsedEvent =
  | { readonly kind: 'signals'; readonly signals: readonly Signal[] }
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason }
  | { readonly kind: 'malformed'; readonly reason: MalformedReason; readonly problem: string };

/**
 * A sound event that asks nothing of us; docs/events.md says of each reason when. As a list, so that the page can be
 * compared with it.
 */
export const ignoredReasons = [
  'not_from_cloudtrail',
  'not_of_interest',
  'read_only',
  'failed_call',
  'own_root_session',
  'policy_untouched',
  'not_root',
  'unfinished',
  'management_account',
] as const;
export type IgnoredReason = (typeof ignoredReasons)[number];

/** Hostile or broken; docs/events.md as well. */
export const malformedReasons = [
  'too_large',
  'too_deep',
  'not_json',
  'not_an_event',
  'source_not_aws',
  'source_mismatch',
  'account_mismatch',
  'resource_invalid',
] as const;
export type MalformedReason = (typeof malformedReasons)[number];

export const signal = (one: Signal): ParsedEvent => ({ kind: 'signals', signals: [one] });

export const ignored = (reason: IgnoredReason): ParsedEvent => ({ kind: 'ignored', reason });

/** `problem` is for the log: it may name fields and expectations, never the text of a field. */
export const malformed = (reason: MalformedReason, problem: string): ParsedEvent => ({
  kind: 'malformed',
  reason,
  problem,
});
