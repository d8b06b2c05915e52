import assert from 'node:assert/strict';
import { GetBucketPolicyCommand, ListObjectsV2Command, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { test } from 'node:test';
import { openScene, sceneStores } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

for (const { store, skip } of sceneStores)
  test(`an event heals a locked bucket (${store})`, { skip }, async () => {
    await using scene = await openScene({ store });
    const bucket = scene.bucket();
    const { s3 } = scene.organization.asAdministratorOf(bucket.accountId, bucket.region);
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket.name, Policy: denyAll(bucket.arn) }));
    await assert.rejects(s3.send(new GetBucketPolicyCommand({ Bucket: bucket.name })), { name: 'AccessDenied' });

    const [record, ...others] = await scene.recordsWhenEnded(1);
    assert.equal(others.length, 0);
    assert.ok(record?.state === 'ended');
    assert.equal(record.outcome.kind, 'healed', record.outcome.explanation);
    assert.deepEqual([record.before?.verdict, record.after?.verdict], ['locked_out', 'open']);
    assert.equal(record.origin.eventName, 'PutBucketPolicy');

    // Its people manage it again, and what the policy denied beside that is denied still.
    await s3.send(new GetBucketPolicyCommand({ Bucket: bucket.name }));
    await assert.rejects(s3.send(new ListObjectsV2Command({ Bucket: bucket.name })), { name: 'AccessDenied' });
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket.name, Policy: bucket.policy ?? '' }));
    assert.equal(await scene.metric('rootkeeper_time_to_heal_seconds_count{task="unlock_bucket"}'), 1);
    assert.equal(await scene.metric('rootkeeper_remediations_total{task="unlock_bucket",outcome="healed"}'), 1);
  });
