/**
 * One attempt to put something right: what is asked (`Remediation`), and how it ended (`Outcome`).
 * A remediation names one procedure, one account and at most one resource, so that two of them for the same thing
 * can be recognized as the same (`deduplicationId`).
 */
import type { AccountId, Branded } from './account.ts';
import type { Bucket, Queue } from './resource.ts';
import type { Origin } from './signal.ts';
import type { Instant } from './time.ts';

/** `rem-` and 26 Crockford base-32 digits (a ULID): sorts by time of creation, safe in paths and URLs. */
export type RemediationId = Branded<string, 'RemediationId'>;

/** `chance`: 16 random bytes, each good for one digit. */
export function remediationIdOf(createdAt: Instant, chance: Uint8Array): RemediationId {
  const inTime = Array.from({ length: 10 }, (_, place) => Math.floor(createdAt / 32 ** (9 - place)) % 32);
  const digits = [...inTime, ...Array.from(chance.subarray(0, 16), (byte) => byte % 32)].map((digit) =>
    crockford.charAt(digit),
  );
  // What the brand stands for was just made.
  return `rem-${digits.join('')}` as RemediationId;
}

/** Base 32 without the letters that are taken for digits or for each other (https://github.com/ulid/spec). */
export const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function parseRemediationId(value: unknown): RemediationId | undefined {
  return typeof value === 'string' && /^rem-[0-9A-HJKMNP-TV-Z]{26}$/u.test(value)
    ? (value as RemediationId)
    : undefined;
}

type Common = {
  readonly id: RemediationId;
  readonly origin: Origin;
  readonly createdAt: Instant;
};

export type Remediation =
  | (Common & { readonly task: 'unlock_bucket'; readonly resource: Bucket })
  | (Common & {
      readonly task: 'unlock_queue';
      readonly resource: Queue;
      /** The policy as the event has it: all there is to go by when SQS lets not even the queue's root read it. */
      readonly policyInEvent?: string;
    })
  | (Common & {
      readonly task: 'make_rootless';
      readonly account: AccountId;
      /** Why: what is done with credentials that are found depends on it. */
      readonly because: 'created' | 'invited' | 'vended' | 'joined';
    });

export type RemediationTask = Remediation['task'];

export const accountOf = (remediation: Remediation): AccountId =>
  remediation.task === 'make_rootless' ? remediation.account : remediation.resource.account;

/** Same account, same task, same resource: the same work. Used as BullMQ's deduplication id, so no `:` at its ends. */
export function deduplicationId(remediation: Remediation): string {
  switch (remediation.task) {
    case 'unlock_bucket':
      return `${remediation.resource.account}/${remediation.task}/${remediation.resource.bucket}`;
    case 'unlock_queue':
      return `${remediation.resource.account}/${remediation.task}/${remediation.resource.region}/${remediation.resource.queue}`;
    case 'make_rootless':
      return `${remediation.account}/${remediation.task}`;
  }
}

/** Root credentials that exist in an account. Lists hold ids, which are not secret. */
export type RootCredentials = {
  readonly password: boolean;
  readonly accessKeys: readonly string[];
  readonly signingCertificates: readonly string[];
  readonly mfaDevices: readonly string[];
};

/**
 * How a remediation ended, for good. What may still change (throttled, not ready) is not an outcome but a retry.
 * - `healed`: changed, read back, proven.
 * - `not_needed`: the live state is fine, or the resource or account is gone.
 * - `observed`: would have been changed; the mode says not to.
 * - `awaiting_human`: rootkeeper must not decide this alone; the reason says what to do.
 * - `refused`: AWS said no for a reason that waiting does not mend.
 * - `failed`: a defect of ours, or retries used up.
 */
export type Outcome =
  | { readonly kind: 'healed'; readonly reason: HealedReason; readonly explanation: string }
  | { readonly kind: 'not_needed'; readonly reason: NotNeededReason; readonly explanation: string }
  | { readonly kind: 'observed'; readonly reason: 'mode_observe' | 'dry_run'; readonly explanation: string }
  | { readonly kind: 'awaiting_human'; readonly reason: HumanReason; readonly explanation: string }
  | { readonly kind: 'refused'; readonly reason: RefusedReason; readonly explanation: string }
  | { readonly kind: 'failed'; readonly reason: FailedReason; readonly explanation: string };

export type OutcomeKind = Outcome['kind'];
export type HealedReason =
  'policy_repaired' | 'policy_removed' | 'policy_replaced' | 'credentials_deleted' | 'resumed_after_crash';
export type NotNeededReason = 'policy_open' | 'policy_absent' | 'resource_gone' | 'already_rootless' | 'account_gone';
export type HumanReason =
  | 'verdict_conditional'
  | 'verdict_unknown'
  | 'verdict_invalid'
  | 'strategy_notify'
  | 'no_safe_repair'
  | 'changed_while_repairing'
  | 'credentials_policy'
  | 'approval_required'
  | 'account_excluded'
  | 'management_account'
  | 'account_not_active'
  | 'account_not_in_organization';
export type RefusedReason = 'denied' | 'blocked_by_scp' | 'feature_disabled';
export type FailedReason = 'proof_failed' | 'retries_exhausted' | 'invalid_request' | 'defect';

/** What a worker gets back: how it ended, and what should follow. Data flows one way: the worker enqueues it. */
export type RunResult = {
  readonly outcome: Outcome;
  /** `delayMs` is meant for minutes: until then the same work, asked for anew, waits with it. */
  readonly next: readonly { readonly remediation: Remediation; readonly delayMs: number }[];
};
