import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openOwnKeys } from '../../src/aws/own-keys.ts';
import { instant } from '../../src/domain/time.ts';

const hours = (count: number) => instant(count * 3_600_000);

test('a key is ours until hours after its session ended, and then forgotten', () => {
  let now = hours(0);
  const keys = openOwnKeys({ now: () => now });
  keys.remember('ASIA1', hours(0.25));
  assert.equal(keys.has('ASIA1'), true);
  assert.equal(keys.has('ASIA2'), false);
  now = hours(6);
  assert.equal(keys.has('ASIA1'), true, 'a late event still finds it');
  now = hours(7);
  assert.equal(keys.has('ASIA1'), false);
});

test('the number of keys is bounded: the oldest go first', () => {
  const keys = openOwnKeys({ now: () => hours(0) }, 2);
  for (const key of ['ASIA1', 'ASIA2', 'ASIA3']) keys.remember(key, hours(1));
  assert.deepEqual(
    ['ASIA1', 'ASIA2', 'ASIA3'].map((key) => keys.has(key)),
    [false, true, true],
  );
});
