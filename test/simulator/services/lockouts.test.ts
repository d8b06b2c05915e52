/**
 * The lockout that rootkeeper is for, as people meet it: the administrator is refused by the resource's own policy, and
 * a root session with the one task policy gets in, to do that one thing.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { addBucket, addQueue } from '../../../src/simulator/world/add-resource.ts';
import { answered } from '../../support/answered.ts';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { managementAccountId, world } = organization;
const [account = '', neighbour = ''] = [...world.accounts.keys()].filter((id) => id !== managementAccountId);
const place = { accountId: account, region: 'us-east-1' };

const denyAll = (service: string, arn: string, ...more: string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: `${service}:*`, Resource: [arn, ...more] }],
  });

const administrator = organization.asAdministratorOf(account);

test('a locked bucket refuses the administrator, and says that its own policy does', async () => {
  const bucket = addBucket(world, { ...place, name: 'locked' });
  bucket.policy = denyAll('s3', bucket.arn, `${bucket.arn}/*`);
  for (const attempt of [
    () => administrator.s3.send(new GetBucketPolicyCommand({ Bucket: 'locked' })),
    () => administrator.s3.send(new PutBucketPolicyCommand({ Bucket: 'locked', Policy: bucket.policy ?? '' })),
    () => administrator.s3.send(new DeleteBucketPolicyCommand({ Bucket: 'locked' })),
  ]) {
    await assert.rejects(attempt, (error: Error) => {
      assert.equal(error.name, 'AccessDenied');
      assert.match(error.message, /with an explicit deny in a resource-based policy$/);
      return true;
    });
  }
});

test('a root session with the bucket task reads, puts and deletes the policy of a locked bucket, and nothing else', async () => {
  const bucket = addBucket(world, { ...place, name: 'to-unlock' });
  bucket.policy = denyAll('s3', bucket.arn, `${bucket.arn}/*`);
  const { s3 } = organization.as(await organization.openRootSession(account, 'S3UnlockBucketPolicy'));
  const Bucket = 'to-unlock';

  assert.equal((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy, bucket.policy);
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: bucket.policy, ExpectedBucketOwner: account }));
  assert.ok((await s3.send(new ListBucketsCommand({}))).Buckets?.some(({ Name }) => Name === Bucket));
  for (const attempt of [
    () => s3.send(new ListObjectsV2Command({ Bucket })),
    () => s3.send(new GetPublicAccessBlockCommand({ Bucket })),
    () => s3.send(new DeleteBucketCommand({ Bucket })),
  ]) {
    await assert.rejects(attempt, answered(403, 'AccessDenied'));
  }
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  assert.equal(bucket.policy, null);
  await assert.rejects(administrator.s3.send(new GetBucketPolicyCommand({ Bucket })), { name: 'NoSuchBucketPolicy' });
});

test('a session of one account cannot touch the bucket of another', async () => {
  const bucket = addBucket(world, { ...place, name: 'not-yours' });
  const { s3 } = organization.as(await organization.openRootSession(neighbour, 'S3UnlockBucketPolicy'));
  await assert.rejects(s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket.name })), { name: 'AccessDenied' });
});

test('a session for queues does not open buckets', async () => {
  const bucket = addBucket(world, { ...place, name: 'other-task' });
  const { s3 } = organization.as(await organization.openRootSession(account, 'SQSUnlockQueuePolicy'));
  await assert.rejects(s3.send(new GetBucketPolicyCommand({ Bucket: bucket.name })), { name: 'AccessDenied' });
});

test('a neighbour whom the policy lets in is told that policies are for the owner', async () => {
  const bucket = addBucket(world, { ...place, name: 'generous' });
  const grant = { Effect: 'Allow', Principal: { AWS: neighbour }, Action: 's3:*', Resource: bucket.arn };
  bucket.policy = JSON.stringify({ Version: '2012-10-17', Statement: [grant] });
  const { s3 } = organization.asAdministratorOf(neighbour);
  await s3.send(new ListObjectsV2Command({ Bucket: bucket.name }));
  for (const attempt of [
    () => s3.send(new GetBucketPolicyCommand({ Bucket: bucket.name })),
    () => s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket.name })),
  ]) {
    await assert.rejects(attempt, answered(405, 'MethodNotAllowed'));
  }
});

test('a locked queue refuses the administrator, and says that its own policy does', async () => {
  const queue = addQueue(world, { ...place, name: 'locked' });
  queue.attributes.set('Policy', denyAll('sqs', queue.arn));
  for (const attempt of [
    () => administrator.sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['All'] })),
    () => administrator.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy: '' } })),
    () => administrator.sqs.send(new RemovePermissionCommand({ QueueUrl: queue.url, Label: 'x' })),
  ]) {
    await assert.rejects(attempt, (error: Error) => {
      assert.equal(error.name, 'AccessDenied');
      assert.match(error.message, /with an explicit deny in a resource-based policy$/);
      return true;
    });
  }
});

test('a root session with the queue task finds a locked queue, reads and replaces its policy, and nothing else', async () => {
  const queue = addQueue(world, { ...place, name: 'to-unlock' });
  const policy = denyAll('sqs', queue.arn);
  queue.attributes.set('Policy', policy);
  const { sqs } = organization.as(await organization.openRootSession(account, 'SQSUnlockQueuePolicy'));
  const QueueUrl = queue.url;

  assert.equal((await sqs.send(new GetQueueUrlCommand({ QueueName: 'to-unlock' }))).QueueUrl, QueueUrl);
  const read = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] });
  assert.equal((await sqs.send(read)).Attributes?.Policy, policy);
  for (const attempt of [
    () => sqs.send(new ReceiveMessageCommand({ QueueUrl })),
    () => sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'x' })),
    () => sqs.send(new DeleteQueueCommand({ QueueUrl })),
  ]) {
    await assert.rejects(attempt, { name: 'AccessDenied' });
  }
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }));
  assert.equal((await administrator.sqs.send(read)).Attributes?.Policy, undefined);
});

test('whatever its policy says, a queue is changed by its own account only', async () => {
  const queue = addQueue(world, { ...place, name: 'generous' });
  const grant = { Effect: 'Allow', Principal: { AWS: neighbour }, Action: 'sqs:*', Resource: queue.arn };
  queue.attributes.set('Policy', JSON.stringify({ Version: '2012-10-17', Statement: [grant] }));
  const { sqs } = organization.asAdministratorOf(neighbour);
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url }));
  for (const attempt of [
    () => sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy: '' } })),
    () => sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url })),
  ]) {
    await assert.rejects(attempt, { name: 'AccessDenied' });
  }
});
