/**
 * Where things are in a ledger, the same for a directory and a bucket (a contract: people script against it).
 * Pure. Only ids that were parsed get here, so no path can leave the ledger.
 */
import type { AccountId } from '../domain/account.ts';
import { crockford, type RemediationId } from '../domain/remediation.ts';
import type { PolicyHash } from './policy-hash.ts';

export const policyPlace = (hash: PolicyHash): string => `policies/${hash}.json`;

export const accountPlace = (account: AccountId): string => `remediations/${account}`;

/** The day is that of the id itself, so that a record can be found by account and id alone. */
export function recordPlace(account: AccountId, id: RemediationId): string {
  const created = new Date(momentIn(id));
  const year = String(created.getUTCFullYear()).padStart(4, '0');
  const [month, day] = [created.getUTCMonth() + 1, created.getUTCDate()].map((part) => String(part).padStart(2, '0'));
  return `${accountPlace(account)}/${year}/${month}/${day}/${id}.json`;
}

/** A ULID's first ten digits are its milliseconds since 1970, in Crockford's base 32 (https://github.com/ulid/spec). */
function momentIn(id: RemediationId): number {
  const digits = id.slice('rem-'.length, 'rem-'.length + 10);
  return Array.from(digits).reduce((sum, digit) => sum * 32 + crockford.indexOf(digit), 0);
}
