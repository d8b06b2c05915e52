import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene, sceneStores } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

for (const { store, skip } of sceneStores)
  test(`three copies of each of two events, in any order, heal once (${store})`, { skip }, async () => {
    await using scene = await openScene({ store });
    const bucket = scene.bucket();
    // Two edits within seconds: the later one is what is live when the first event arrives.
    const first = await scene.catchEvent(() => scene.putBucketPolicy(bucket, denyAll(bucket.arn, 'First')));
    bucket.policy = null;
    const second = await scene.catchEvent(() => scene.putBucketPolicy(bucket, denyAll(bucket.arn, 'Second')));
    for (const body of [second, first, second, first, first, second]) await scene.deliver(body);
    await scene.whenReceived(6);
    await scene.recordsWhenEnded(1);
    // And once more, long after.
    await scene.deliver(first);
    await scene.deliver(second);
    await scene.whenReceived(8);

    const records = await scene.recordsWhenEnded(1);
    const writes = scene.rootCalls().filter(({ operation }) => /^(?:Put|Delete)BucketPolicy$/u.test(operation));
    assert.equal(writes.length, 1);
    const outcomes = records.map((record) => (record.state === 'ended' ? record.outcome.reason : record.state));
    // The other event may have been looked at on its own, and found that nothing was left to do.
    assert.deepEqual(outcomes.toSorted(), ['policy_open', 'policy_repaired'].slice(2 - outcomes.length));
    assert.match(String(bucket.policy), /Second/u);
  });
