import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remembering } from '../../src/aws/remembering.ts';
import type { Elapsed } from '../../src/domain/time.ts';

function counted(answer: (call: number) => { value: string; lasting: boolean }) {
  const time = { now: 0 };
  let calls = 0;
  // A test makes time by hand.
  const clock = { elapsed: () => time.now as Elapsed };
  const ask = () => Promise.resolve().then(() => answer((calls += 1)));
  return { time, calls: () => calls, remembered: remembering(ask, { clock, refreshMs: 10 }) };
}

test('an answer is asked for once within the refresh time, even by several at a time', async () => {
  const { time, calls, remembered } = counted((call) => ({ value: `answer ${call}`, lasting: true }));
  assert.deepEqual(await Promise.all([remembered('a'), remembered('a')]), ['answer 1', 'answer 1']);
  time.now = 9;
  assert.equal(await remembered('a'), 'answer 1');
  time.now = 10;
  assert.equal(await remembered('a'), 'answer 2');
  assert.equal(calls(), 2);
});

test('a fleeting answer is asked for again', async () => {
  const { remembered } = counted((call) => ({ value: `answer ${call}`, lasting: false }));
  await remembered('a');
  assert.equal(await remembered('a'), 'answer 2');
});

test('a failure is never remembered', async () => {
  const { remembered } = counted((call) => {
    if (call === 1) throw new Error('throttled');
    return { value: 'at last', lasting: true };
  });
  await assert.rejects(remembered('a'));
  assert.equal(await remembered('a'), 'at last');
});
