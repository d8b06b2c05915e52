import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

test('a bucket in another Region is repaired there, through a session that was opened at home', async () => {
  await using scene = await openScene();
  const bucket = scene.bucket('ap-southeast-2');
  await scene.putBucketPolicy(bucket, denyAll(bucket.arn));
  const [record] = await scene.recordsWhenEnded(1);
  assert.ok(record?.state === 'ended');
  assert.equal(record.outcome.kind, 'healed', record.outcome.explanation);
  const regions = scene.rootCalls().map(({ operation, region }) => [operation, region]);
  assert.deepEqual(regions[0], ['AssumeRoot', 'us-east-1']);
  for (const [operation, region] of regions.slice(1)) assert.equal(region, 'ap-southeast-2', operation);
});
