/** The table of fates: what waits how long, and what ends how. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsRefusal, type RefusalKind } from '../../src/domain/aws-refusal.ts';
import { instant } from '../../src/domain/time.ts';
import type { Trouble } from '../../src/jobs/job-data.ts';
import { fateOf, patienceTable } from '../../src/jobs/retry.ts';
import { LedgerFailure } from '../../src/ledger/ledger.ts';
import { StoreFailure } from '../../src/store/store.ts';
import { makeRootless, unlockBucket } from '../support/sample-remediation.ts';

const minute = 60_000;
const [bucket, account] = [unlockBucket('invoices'), makeRootless()];
const refusal = (kind: RefusalKind, retryAfterMs?: number) =>
  new AwsRefusal(
    'read',
    'invoices',
    { kind, remedy: 'Ask.', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
    0,
  );
const at = (now: number, random = 1) => ({ now: instant(now), random, patience: patienceTable });
const met = (kind: Trouble['kind'], times: number, since = 0, firstAt = since): Trouble => ({
  ...{ kind, times },
  since: instant(since),
  firstAt: instant(firstAt),
});

function delayAfter(error: unknown, past?: Trouble, now = 0, random = 1): number {
  const fate = fateOf(error, past, bucket, at(now, random));
  assert.equal(fate.kind, 'again');
  return fate.delayMs;
}

for (const [promise, error, kind] of [
  ['throttling waits', refusal('throttled'), 'throttled'],
  ['an unavailable service waits', refusal('unavailable'), 'unavailable'],
  ['a young account waits', refusal('not_ready'), 'not_ready'],
  ['an expired session is opened anew', refusal('expired'), 'expired'],
  ['a conflict is looked at again', refusal('conflict'), 'conflict'],
  ['a ledger that cannot be written waits', new LedgerFailure('write', '/ledger', new Error('ENOSPC')), 'ledger'],
  ['a store that is away waits', new StoreFailure('reach', 'redis://a', new Error('no')), 'store'],
  ['an error that nobody knows gets a second chance', new TypeError('x is undefined'), 'unexpected'],
] as const)
  test(promise, () => {
    const fate = fateOf(error, undefined, bucket, at(7));
    assert.partialDeepStrictEqual(fate, { kind: 'again', trouble: met(kind, 1, 7) });
  });

for (const [promise, error, remediation, kind, reason] of [
  ['denied is refused', refusal('denied'), bucket, 'refused', 'denied'],
  ['an organization policy is refused', refusal('blocked_by_scp'), bucket, 'refused', 'blocked_by_scp'],
  ['a wrong request is our mistake', refusal('invalid'), bucket, 'failed', 'invalid_request'],
  ['a bucket that is gone needs nothing', refusal('gone'), bucket, 'not_needed', 'resource_gone'],
  ['an account that is gone needs nothing', refusal('gone'), account, 'not_needed', 'account_gone'],
  ['a broken assertion is a defect', new assert.AssertionError({ message: 'not so' }), bucket, 'failed', 'defect'],
] as const)
  test(`${promise}, at once`, () => {
    const fate = fateOf(error, undefined, remediation, at(0));
    assert.partialDeepStrictEqual(fate, { kind: 'end', outcome: { kind, reason } });
  });

test('an end is explained by what happened and what to do', () => {
  const fate = fateOf(refusal('denied'), undefined, bucket, at(0));
  assert.equal(fate.kind, 'end');
  assert.equal(fate.outcome.explanation, 'Could not read `invoices`: denied. Ask.');
});

test('waits double up to a limit, and are spread over their second half', () => {
  const delays = [1, 2, 3, 10].map((times) => delayAfter(refusal('throttled'), met('throttled', times)));
  assert.deepEqual(delays, [2000, 4000, 8000, 60_000]);
  assert.equal(delayAfter(refusal('throttled'), met('throttled', 1), 0, 0), 1000);
});

test('the first try after an expired session comes at once', () => {
  assert.equal(delayAfter(refusal('expired')), 0);
});

test('a Retry-After is respected, up to a quarter of an hour', () => {
  assert.equal(delayAfter(refusal('throttled', 30_000)), 30_000);
  assert.equal(delayAfter(refusal('throttled', 86_400_000)), 15 * minute);
});

test('being throttled costs no attempt: only time ends it', () => {
  assert.equal(delayAfter(refusal('throttled'), met('throttled', 100_000), 23 * 60 * minute), 60_000);
});

for (const [kind, minutes] of [
  ['not_ready', 20],
  ['expired', 1],
  ['conflict', 10],
  ['unavailable', 6 * 60],
  ['throttled', 24 * 60],
] as const)
  test(`${kind} is waited for ${minutes} minutes, and not longer`, () => {
    assert.equal(fateOf(refusal(kind), met(kind, 5), bucket, at(minutes * minute)).kind, 'again');
    const fate = fateOf(refusal(kind), met(kind, 5), bucket, at(minutes * minute + 1));
    assert.partialDeepStrictEqual(fate, { kind: 'end', outcome: { kind: 'failed', reason: 'retries_exhausted' } });
  });

test('another kind of trouble has its own patience, but all together end after two days', () => {
  const changed = fateOf(refusal('conflict'), met('throttled', 9, 0), bucket, at(60 * minute));
  assert.partialDeepStrictEqual(changed, { kind: 'again', trouble: met('conflict', 1, 60 * minute, 0) });
  const late = fateOf(refusal('conflict'), met('throttled', 9, 0), bucket, at(48 * 60 * minute + 1));
  assert.equal(late.kind, 'end');
});

test('an unknown error that goes on is a defect', () => {
  const fate = fateOf(new TypeError('x'), met('unexpected', 3), bucket, at(2 * minute));
  assert.partialDeepStrictEqual(fate, { kind: 'end', outcome: { kind: 'failed', reason: 'defect' } });
});
