import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

test('observe mode looks, says what it would do, and changes nothing', async () => {
  await using scene = await openScene({ settings: { ROOTKEEPER_MODE: 'observe' } });
  const [bucket, queue] = [scene.bucket(), scene.queue()];
  await scene.putBucketPolicy(bucket, denyAll(bucket.arn));
  await scene.putQueuePolicy(queue, denyAll(queue.arn));

  for (const record of await scene.recordsWhenEnded(2)) {
    assert.ok(record.state === 'ended');
    assert.deepEqual([record.outcome.kind, record.outcome.reason], ['observed', 'mode_observe']);
    assert.equal(record.change?.progress, 'planned');
  }
  assert.equal(bucket.policy, denyAll(bucket.arn));
  assert.equal(queue.attributes.get('Policy'), denyAll(queue.arn));
  for (const { operation } of scene.rootCalls()) assert.match(operation, /^(?:AssumeRoot|Get)/u);
  assert.equal(await scene.metric('rootkeeper_mode{mode="observe"}'), 1);
});
