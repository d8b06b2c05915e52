/**
 * What shall go wrong, on demand: set through the control endpoint, asked by the server before and after each call
 * and by the event delivery for each event. An empty plan costs nothing.
 */
import type { PolicyText } from './account.ts';

/** Which calls a fault is for; an absent field means any. `service` is the signing name: s3, sqs, sts, iam… */
type CallFilter = {
  readonly service?: string;
  readonly operation?: string;
  readonly accountId?: string;
  readonly resource?: string;
};

export type CallFault = CallFilter & {
  readonly id: string;
  readonly effect:
    | { readonly kind: 'latency'; readonly milliseconds: number }
    | { readonly kind: 'throttle' }
    | { readonly kind: 'error'; readonly status: number; readonly code?: string }
    /** The connection stays open and silent for this long, then breaks. */
    | { readonly kind: 'hang'; readonly milliseconds: number }
    /** The call is carried out, and the answer is lost. */
    | { readonly kind: 'lose-answer' };
  /** How many more calls it hits; null: until it is removed. */
  remaining: number | null;
  /** Of the matching calls, which share is hit, 0 to 1. */
  readonly probability: number;
};

/** After the next read of `resource` (ARN), `policy` is put in its place, as if somebody else had been quicker. */
export type PolicySwap = {
  readonly resource: string;
  readonly policy: PolicyText | null;
  /** Also make the CloudTrail event that such a change by an administrator would make. */
  readonly announce: boolean;
};

/** Shares are 0 to 1; delays are milliseconds. */
export type EventFaults = {
  delayMs: number;
  jitterMs: number;
  dropShare: number;
  duplicateShare: number;
  reorderShare: number;
  /** The next so many events are dropped, duplicated, whatever the shares say. */
  dropNext: number;
  duplicateNext: number;
};

export type FaultPlan = {
  readonly calls: CallFault[];
  readonly swaps: PolicySwap[];
  readonly events: EventFaults;
};

export function noFaults(): FaultPlan {
  return {
    calls: [],
    swaps: [],
    events: {
      delayMs: 0,
      jitterMs: 0,
      dropShare: 0,
      duplicateShare: 0,
      reorderShare: 0,
      dropNext: 0,
      duplicateNext: 0,
    },
  };
}
