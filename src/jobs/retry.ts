/**
 * What becomes of a remediation that threw: a table from what went wrong to how long and how often it is tried again,
 * or how it ends. Nothing else in rootkeeper retries.
 * Waiting is bounded by time, not by attempts, so that being throttled costs none.
 */
import { AssertionError } from 'node:assert';
import { UnrecoverableError } from 'bullmq';
import { AwsRefusal, type RefusalKind } from '../domain/aws-refusal.ts';
import { Failure } from '../domain/failure.ts';
import type { Outcome, Remediation } from '../domain/remediation.ts';
import type { Instant } from '../domain/time.ts';
import { StoreFailure } from '../store/store.ts';
import type { Trouble } from './job-data.ts';

export type Fate =
  | { readonly kind: 'again'; readonly delayMs: number; readonly trouble: Trouble }
  | { readonly kind: 'end'; readonly outcome: Outcome };

export type Patience = {
  /** The first wait; it doubles with every time in a row. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** How long the same trouble may last. */
  readonly withinMs: number;
};
export type PatienceTable = Readonly<Record<Trouble['kind'], Patience>>;

const [second, minute, hour] = [1000, 60_000, 3_600_000];

export const patienceTable: PatienceTable = {
  throttled: { firstMs: 1 * second, longestMs: 1 * minute, withinMs: 24 * hour },
  unavailable: { firstMs: 1 * second, longestMs: 2 * minute, withinMs: 6 * hour },
  // A new account's credentials, features and IAM take up to about 15 minutes to be everywhere.
  not_ready: { firstMs: 2 * second, longestMs: 1 * minute, withinMs: 20 * minute },
  // A new session is all it needs; if that does not help, our clock is wrong.
  expired: { firstMs: 0, longestMs: 1 * second, withinMs: 1 * minute },
  // Somebody else is writing: look at what they made of it.
  conflict: { firstMs: 0.5 * second, longestMs: 10 * second, withinMs: 10 * minute },
  // Nothing is changed without a record, and nobody loses anything while it waits.
  ledger: { firstMs: 1 * second, longestMs: 1 * minute, withinMs: 24 * hour },
  store: { firstMs: 1 * second, longestMs: 1 * minute, withinMs: 24 * hour },
  unexpected: { firstMs: 5 * second, longestMs: 1 * minute, withinMs: 1 * minute },
};

/** Whatever the kinds of trouble, and however they take turns. */
const longestEverMs = 48 * hour;
/** AWS's Retry-After is believed up to this. */
const longestRetryAfterMs = 15 * minute;

export type Moment = {
  readonly now: Instant;
  /** From 0 up to 1: spreads those that failed together. */
  readonly random: number;
  readonly patience: PatienceTable;
};

export function fateOf(error: unknown, past: Trouble | undefined, remediation: Remediation, at: Moment): Fate {
  const kind = sort(error);
  if (typeof kind === 'function') return { kind: 'end', outcome: kind(explain(error), remediation) };

  const trouble: Trouble =
    past?.kind === kind
      ? { ...past, times: past.times + 1 }
      : { kind, times: 1, since: at.now, firstAt: past?.firstAt ?? at.now };
  const patience = at.patience[kind];
  if (at.now - trouble.since > patience.withinMs || at.now - trouble.firstAt > longestEverMs)
    return { kind: 'end', outcome: exhausted(error, trouble) };
  return { kind: 'again', delayMs: delayOf(trouble, patience, at.random, retryAfterOf(error)), trouble };
}

/** For BullMQ: marks the job as failed, with no further attempt. */
export const endForGood = (reason: string): Error => new UnrecoverableError(reason);

type Ending = (explanation: string, remediation: Remediation) => Outcome;

/** What AWS said: which patience it gets, or how it ends at once. */
const afterRefusal: Readonly<Record<RefusalKind, Trouble['kind'] | Ending>> = {
  throttled: 'throttled',
  unavailable: 'unavailable',
  not_ready: 'not_ready',
  expired: 'expired',
  conflict: 'conflict',
  denied: (explanation) => ({ kind: 'refused', reason: 'denied', explanation }),
  blocked_by_scp: (explanation) => ({ kind: 'refused', reason: 'blocked_by_scp', explanation }),
  invalid: (explanation) => ({ kind: 'failed', reason: 'invalid_request', explanation }),
  gone: (explanation, { task }) => {
    const reason = task === 'make_rootless' ? 'account_gone' : 'resource_gone';
    return { kind: 'not_needed', reason, explanation: `There is nothing left to be done. ${explanation}` };
  },
};

const defect: Ending = (explanation) => ({ kind: 'failed', reason: 'defect', explanation });

function sort(error: unknown): Trouble['kind'] | Ending {
  if (error instanceof AwsRefusal) return afterRefusal[error.kind];
  if (error instanceof AssertionError) return defect;
  if (error instanceof StoreFailure) return 'store';
  // The ledger's room is none of ours to import: its code is the contract.
  if (error instanceof Failure && error.code === 'RK_LEDGER_UNAVAILABLE') return 'ledger';
  return 'unexpected';
}

function exhausted(error: unknown, trouble: Trouble): Outcome {
  const explanation = `Given up after ${trouble.times} times in a row. ${explain(error)}`;
  return { kind: 'failed', reason: trouble.kind === 'unexpected' ? 'defect' : 'retries_exhausted', explanation };
}

function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
  return error instanceof Failure ? `${sentence} ${error.remedy}` : sentence;
}

function delayOf(trouble: Trouble, patience: Patience, random: number, retryAfterMs: number): number {
  const doubled = patience.firstMs * 2 ** Math.min(trouble.times - 1, 30);
  const jittered = Math.min(doubled, patience.longestMs) * (0.5 + random / 2);
  return Math.round(Math.max(jittered, retryAfterMs));
}

const retryAfterOf = (error: unknown): number =>
  error instanceof AwsRefusal ? Math.min(error.details.retryAfterMs ?? 0, longestRetryAfterMs) : 0;
