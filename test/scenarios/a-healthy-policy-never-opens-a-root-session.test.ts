import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene } from '../support/scene.ts';

const deny = (Resource: string, statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Resource, ...statement }] });

test('a healthy policy never opens a root session', async () => {
  await using scene = await openScene();
  const { id } = scene.world.organization;
  const [bucket, queue] = [scene.bucket(), scene.queue()];
  const overTls = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const ourOrganization = { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': id } } };
  for (const statement of [
    { Action: 's3:*', ...overTls },
    { Action: 's3:*', ...ourOrganization },
    { Action: 's3:DeleteBucket' },
    { Action: 's3:*', Resource: `${bucket.arn}/*` },
  ])
    await scene.putBucketPolicy(bucket, deny(bucket.arn, statement));
  for (const statement of [
    { Action: 'sqs:*', ...overTls },
    { Action: 'sqs:*', ...ourOrganization },
    { Action: 'sqs:PurgeQueue' },
  ])
    await scene.putQueuePolicy(queue, deny(queue.arn, statement));

  await scene.whenReceived(7);
  assert.deepEqual(scene.rootCalls(), []);
  assert.deepEqual(await scene.records(), []);
  for (const [service, count] of [
    ['s3', 4],
    ['sqs', 3],
  ] as const)
    assert.equal(await scene.metric(`rootkeeper_findings_total{service="${service}",verdict="open"}`), count);
});
