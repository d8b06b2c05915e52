import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene } from '../support/scene.ts';
import { denyAll, denyDeletion } from '../support/unlock-targets.ts';

test('an event whose policy has meanwhile been fixed changes nothing', async () => {
  await using scene = await openScene();
  const bucket = scene.bucket();
  const event = await scene.catchEvent(() => scene.putBucketPolicy(bucket, denyAll(bucket.arn)));
  const fixed = denyDeletion(bucket.arn);
  bucket.policy = fixed;
  await scene.deliver(event);

  const [record] = await scene.recordsWhenEnded(1);
  assert.ok(record?.state === 'ended');
  assert.deepEqual([record.outcome.kind, record.outcome.reason], ['not_needed', 'policy_open']);
  assert.equal(record.change, null);
  assert.equal(bucket.policy, fixed);
  assert.deepEqual(
    scene.rootCalls().map(({ operation }) => operation),
    ['AssumeRoot', 'GetBucketPolicy'],
  );
});
