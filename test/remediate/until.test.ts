import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/observe/system-clock.ts';
import { until } from '../../src/remediate/until.ts';

const patience = (limitMs: number, signal = new AbortController().signal) => ({ limitMs, clock: systemClock, signal });

const nothing = (): Promise<string | undefined> => Promise.resolve(undefined);

test('what shows late is seen', async () => {
  let looks = 0;
  const look = () => {
    looks += 1;
    return Promise.resolve(looks < 3 ? undefined : 'there');
  };
  assert.equal(await until(look, patience(10_000)), 'there');
  assert.equal(looks, 3);
});

test('what does not show within the limit is undefined, after one look at least', async () => {
  let looks = 0;
  const look = () => {
    looks += 1;
    return nothing();
  };
  assert.equal(await until(look, patience(0)), undefined);
  assert.equal(looks, 1);
});

test('a process that stops does not wait', async () => {
  const stop = new AbortController();
  const waiting = until(nothing, patience(600_000, stop.signal));
  stop.abort(new Error('stopping'));
  await assert.rejects(waiting, { name: 'AbortError' });
});
