/**
 * What CloudTrail tells of changes to buckets and queues, as it arrives on the ingest queue: after the real events in
 * the AWS documentation and in the field, key by key.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { messagesOf } from '../../../src/simulator/services/sqs/queue-state.ts';
import { addBucket, addQueue } from '../../../src/simulator/world/add-resource.ts';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { managementAccountId, world, daemon } = organization;
const account = [...world.accounts.keys()].find((id) => id !== managementAccountId) ?? '';
const region = 'eu-west-1';
const { s3, sqs, events } = organization.asAdministratorOf(account, region);
const ingest = world.queues.get(`arn:aws:sqs:us-east-1:${managementAccountId}:rootkeeper-events`);
assert.ok(ingest);

type Record_ = Readonly<Record<string, unknown>>;
type Event = Record_ & { readonly detail: Record_ };

/** The events that `act` caused, oldest first. */
async function eventsOf(act: () => Promise<unknown>): Promise<Event[]> {
  messagesOf(world, ingest ?? assert.fail()).purge();
  await act().catch(() => undefined); // Some calls are meant to fail, and are asked for by their events.
  return messagesOf(world, ingest ?? assert.fail())
    .peek()
    .map(({ body }) => JSON.parse(body) as Event);
}

const bucket = addBucket(world, { name: 'trailed', accountId: account, region });
const queue = addQueue(world, { name: 'trailed', accountId: account, region });
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: bucket.arn }],
};

const ENVELOPE = ['account', 'detail', 'detail-type', 'id', 'region', 'resources', 'source', 'time', 'version'];
const RECORD = [
  'awsRegion',
  'eventCategory',
  'eventID',
  'eventName',
  'eventSource',
  'eventTime',
  'eventType',
  'eventVersion',
  'managementEvent',
  'readOnly',
  'recipientAccountId',
  'requestID',
  'requestParameters',
  'resources',
  'responseElements',
  'sourceIPAddress',
  'userAgent',
  'userIdentity',
];
const keys = (value: unknown) => Object.keys(value as object).toSorted();

test('PutBucketPolicy is told as AWS tells it', async () => {
  const text = JSON.stringify(policy);
  const [event] = await eventsOf(() => s3.send(new PutBucketPolicyCommand({ Bucket: 'trailed', Policy: text })));
  assert.ok(event);
  assert.deepEqual(keys(event), ENVELOPE);
  assert.equal(event['source'], 'aws.s3');
  assert.equal(event['detail-type'], 'AWS API Call via CloudTrail');
  assert.equal(event['account'], account);
  assert.equal(event['region'], region);
  const { detail } = event;
  assert.deepEqual(keys(detail), [...RECORD, 'additionalEventData'].toSorted());
  assert.deepEqual(detail['requestParameters'], {
    bucketName: 'trailed',
    bucketPolicy: policy,
    Host: 'trailed.s3.eu-west-1.amazonaws.com',
    policy: '',
  });
  assert.deepEqual(detail['additionalEventData'], { SignatureVersion: 'SigV4', bytesTransferredIn: text.length });
  assert.deepEqual(detail['resources'], [{ accountId: account, type: 'AWS::S3::Bucket', ARN: bucket.arn }]);
  assert.deepEqual(keys(detail['userIdentity']), [
    'accessKeyId',
    'accountId',
    'arn',
    'principalId',
    'type',
    'userName',
  ]);
  assert.deepEqual(
    [detail['eventName'], detail['eventSource'], detail['awsRegion'], detail['recipientAccountId']],
    ['PutBucketPolicy', 's3.amazonaws.com', region, account],
  );
  assert.equal(detail['responseElements'], null);
  assert.equal(detail['readOnly'], false);
});

test("a root session's DeleteBucketPolicy is told as in AWS's sample", async () => {
  const session = await organization.openRootSession(account, 'S3UnlockBucketPolicy');
  const root = organization.as(session, region).s3;
  const [event] = await eventsOf(() => root.send(new DeleteBucketPolicyCommand({ Bucket: 'trailed' })));
  const identity = event?.detail['userIdentity'] as Record_;
  assert.deepEqual(event?.detail['requestParameters'], {
    bucketName: 'trailed',
    Host: 'trailed.s3.eu-west-1.amazonaws.com',
    policy: '',
  });
  const { sessionContext, ...rest } = identity as Record_ & { sessionContext: { attributes: Record_ } };
  assert.deepEqual(rest, {
    type: 'Root',
    principalId: account,
    arn: `arn:aws:iam::${account}:root`,
    accountId: account,
    accessKeyId: session.accessKeyId,
  });
  assert.deepEqual(keys(sessionContext), ['attributes']);
  assert.equal(sessionContext.attributes['mfaAuthenticated'], 'false');
});

test('the marker of a root session is there where it is asked for', async () => {
  world.settings.assumedRootInServiceEvents = true;
  const root = organization.as(await organization.openRootSession(account, 'S3UnlockBucketPolicy'), region).s3;
  const [event] = await eventsOf(() => root.send(new DeleteBucketPolicyCommand({ Bucket: 'trailed' })));
  world.settings.assumedRootInServiceEvents = false;
  const { sessionContext } = event?.detail['userIdentity'] as { sessionContext: Record_ };
  assert.equal(sessionContext['assumedRoot'], 'true');
});

test('SetQueueAttributes is told with the policy as text, and its removal as ""', async () => {
  const QueueUrl = queue.url;
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sqs:PurgeQueue', Resource: queue.arn }],
  });
  const set = (Attributes: Record<string, string>) => () =>
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  const [put] = await eventsOf(set({ Policy, VisibilityTimeout: '32' }));
  assert.ok(put);
  assert.deepEqual(keys(put), ENVELOPE);
  assert.deepEqual(keys(put.detail), RECORD);
  assert.equal(put['source'], 'aws.sqs');
  assert.deepEqual(put.detail['requestParameters'], {
    queueUrl: QueueUrl,
    attributes: { Policy, VisibilityTimeout: '32' },
  });
  assert.deepEqual(put.detail['resources'], [{ accountId: account, type: 'AWS::SQS::Queue', ARN: queue.arn }]);
  const [removed] = await eventsOf(set({ Policy: '' }));
  assert.deepEqual((removed?.detail['requestParameters'] as Record_)['attributes'], { Policy: '' });
});

test('CreateQueue is told with its attributes in the singular, and the URL that came of it', async () => {
  const [event] = await eventsOf(() =>
    sqs.send(new CreateQueueCommand({ QueueName: 'trailed-new', Attributes: { DelaySeconds: '1' } })),
  );
  assert.deepEqual(event?.detail['requestParameters'], { queueName: 'trailed-new', attribute: { DelaySeconds: '1' } });
  assert.deepEqual(event.detail['responseElements'], {
    queueUrl: `${organization.endpoint}/${account}/trailed-new`,
  });
});

test('a call that failed is told with its error, to a rule that wants to know', async () => {
  const names = ['PutBucketPolicy', 'RemovePermission', 'CreateBucket'];
  const EventPattern = JSON.stringify({ detail: { eventName: names, errorCode: [{ exists: true }] } });
  await events.send(new PutRuleCommand({ Name: 'failures', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'failures', Targets: [{ Id: 'q', Arn: ingest.arn }] }));
  const told = await eventsOf(async () => {
    await s3.send(new PutBucketPolicyCommand({ Bucket: 'trailed', Policy: '{}' })).catch(() => undefined);
    await s3.send(new CreateBucketCommand({ Bucket: 'Wrong' })).catch(() => undefined);
    await sqs.send(new RemovePermissionCommand({ QueueUrl: `${queue.url}-none`, Label: 'x' }));
  });
  assert.deepEqual(
    told.map(({ detail }) => [detail['eventName'], detail['errorCode'], detail['responseElements']]),
    [
      ['PutBucketPolicy', 'MalformedPolicy', null],
      ['CreateBucket', 'InvalidBucketName', null],
      ['RemovePermission', 'AWS.SimpleQueueService.NonExistentQueue', null],
    ],
  );
  for (const { detail } of told) assert.equal(typeof detail['errorMessage'], 'string');
});

test('a call that failed does not reach rootkeeper, nor does reading or carrying data', async () => {
  const told = await eventsOf(async () => {
    const denied = organization.as(daemon, region);
    await denied.s3.send(new PutBucketPolicyCommand({ Bucket: 'trailed', Policy: '{}' })).catch(() => undefined);
    await s3.send(new PutObjectCommand({ Bucket: 'trailed', Key: 'k', Body: 'b' }));
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url }));
  });
  assert.deepEqual(told, []);
});
