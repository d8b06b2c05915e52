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
 * A sound event that asks nothing of us:
 * - `not_from_cloudtrail`: another service's notification on the same bus.
 * - `not_of_interest`: a call that cannot lock anybody out, and nobody joins or leaves by it.
 * - `read_only`, `failed_call`: nothing was changed.
 * - `own_root_session`: what a root session of ours did, come back as an event.
 * - `policy_untouched`: queue attributes were set, the policy was not among them.
 * - `not_root`: a sign-in or a credential, but not the root user's.
 * - `unfinished`: an account that was not made, or not yet.
 * - `management_account`: it has joined its own organization.
 */
export type IgnoredReason =
  | 'not_from_cloudtrail'
  | 'not_of_interest'
  | 'read_only'
  | 'failed_call'
  | 'own_root_session'
  | 'policy_untouched'
  | 'not_root'
  | 'unfinished'
  | 'management_account';

/**
 * Hostile or broken:
 * - `too_large`, `too_deep`, `not_json`: not worth parsing, or not to be parsed.
 * - `not_an_event`: JSON without an event's envelope or CloudTrail's record in it.
 * - `source_not_aws`, `source_mismatch`: not from AWS, or not from the service that the record names.
 * - `account_mismatch`: delivered from one account, recorded for another.
 * - `resource_invalid`: the bucket, queue or account is missing, misspelt, or named differently in two places.
 */
export type MalformedReason =
  | 'too_large'
  | 'too_deep'
  | 'not_json'
  | 'not_an_event'
  | 'source_not_aws'
  | 'source_mismatch'
  | 'account_mismatch'
  | 'resource_invalid';

export type DiscardReason = IgnoredReason | MalformedReason;

export const signal = (one: Signal): ParsedEvent => ({ kind: 'signals', signals: [one] });

export const ignored = (reason: IgnoredReason): ParsedEvent => ({ kind: 'ignored', reason });

/** `problem` is for the log: it may name fields and expectations, never the text of a field. */
export const malformed = (reason: MalformedReason, problem: string): ParsedEvent => ({
  kind: 'malformed',
  reason,
  problem,
});
