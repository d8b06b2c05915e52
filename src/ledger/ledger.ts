/**
 * The port to what is remembered for good: the policies that were replaced, and what was done and why.
 * Flow: remediate → [ledger]; the API and the CLI read it. Two implementations: a directory, a bucket.
 * Never: forgets; holds a credential; says "kept" before it is durable.
 */
import type { AccountId } from '../domain/account.ts';
import { Failure } from '../domain/failure.ts';
import type { RemediationId } from '../domain/remediation.ts';
import type { PolicyHash } from './policy-hash.ts';
import type { RemediationRecord } from './record.ts';

/** Every function throws `LedgerFailure` when the medium fails; what cannot be read as ours is reported and skipped. */
export type Ledger = {
  /** Keeps the text byte for byte, durably, and names it. Keeping it twice is the same as once. */
  readonly keepPolicy: (text: string) => Promise<PolicyHash>;
  readonly readPolicy: (hash: PolicyHash) => Promise<string | undefined>;
  /** Durable when it resolves. A later record of the same remediation takes the place of the earlier. */
  readonly record: (record: RemediationRecord) => Promise<void>;
  readonly find: (account: AccountId, id: RemediationId) => Promise<RemediationRecord | undefined>;
  /** One account's remediations, newest first. */
  readonly list: (account: AccountId) => AsyncIterable<RemediationRecord>;
};

export class LedgerFailure extends Failure {
  override readonly name = 'LedgerFailure';
  readonly code = 'RK_LEDGER_UNAVAILABLE';

  constructor(attempt: string, on: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `could not ${attempt} \`${on}\`: ${why}`,
      'Make the ledger writable (free space, permissions, mount): nothing is changed in AWS while it is not.',
      cause,
    );
  }
}
