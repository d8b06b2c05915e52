import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settlingMs } from '../../src/guards/settle.ts';
import { instant } from '../../src/domain/time.ts';
import { accountIdOf, makeRootless, regionOf, unlockBucket } from '../support/remediator.ts';

const bucket = unlockBucket({
  kind: 'bucket',
  account: accountIdOf('111122223333'),
  region: regionOf('eu-west-1'),
  bucket: 'b1',
});
const at = (eventTime: number) => ({
  ...bucket,
  origin: { source: 'cloudtrail', eventTime: instant(eventTime) } as const,
});

for (const [promise, remediation, delayMs] of [
  ['a fresh edit is left alone for the rest of the time', at(98_000), 3_000],
  ['an event that came late is acted on at once', at(40_000), 0],
  ['an event from the future waits no longer than was asked', at(900_000), 5_000],
  ['without a time there is nothing to wait for', { ...bucket, origin: { source: 'sweep' } as const }, 0],
  [
    'a new account waits for the other events that announce it, however late they are',
    {
      ...makeRootless(accountIdOf('111122223333')),
      origin: { source: 'cloudtrail', eventTime: instant(40_000) } as const,
    },
    5_000,
  ],
  [
    'a new account that no event announced waits for none',
    { ...makeRootless(accountIdOf('111122223333')), origin: { source: 'hook' } as const },
    0,
  ],
] as const)
  test(promise, () => {
    assert.equal(settlingMs(remediation, instant(100_000), 5_000), delayMs);
  });
