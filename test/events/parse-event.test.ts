/** Every kind of event, on the sample that it was written after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrailRecord } from '../../src/events/envelope.ts';
import type { EventKind } from '../../src/events/event-kind.ts';
import { eventKinds, kindOf } from '../../src/events/kinds.ts';
import { changedSample, parse, sampleBody, sampleNames } from '../support/sample-event.ts';

/** What a sample means, without its origin. */
function meaningOf(body: string): unknown {
  const parsed = parse(body);
  if (parsed.kind !== 'signals') return parsed;
  return parsed.signals.map((signal) =>
    Object.fromEntries(Object.entries(signal).filter(([name]) => name !== 'origin')),
  );
}

const lockout =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::my-bucket"}]}';
const bucket = (account: string, region: string, name: string) => ({ kind: 'bucket', account, region, bucket: name });
const queue = (account: string, name: string) => ({ kind: 'queue', account, region: 'us-east-1', queue: name });
const rootDid = (account: string, activity: string) => ({ kind: 'root_activity', account, activity });
const joined = (account: string, how: string) => ({ kind: 'account_joined', account, how });
const ignored = (reason: string) => ({ kind: 'ignored', reason });

const meanings: Readonly<Record<string, unknown>> = {
  'put-bucket-policy': [
    {
      kind: 'bucket_policy_changed',
      resource: bucket('444455556666', 'ap-southeast-2', 'my-bucket'),
      policy: { kind: 'present', text: lockout },
    },
  ],
  'put-bucket-policy-2019': [
    {
      kind: 'bucket_policy_changed',
      resource: bucket('555555555555', 'us-east-1', 'my-bucket'),
      policy: {
        kind: 'present',
        text: '{"Version":"2012-10-17","Statement":[{"Sid":"Test2","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::666666666666:root"},"Action":"s3:ListBucket","Resource":"arn:aws:s3:::my-bucket"}]}',
      },
    },
  ],
  'delete-bucket-policy': [
    { kind: 'bucket_policy_removed', resource: bucket('222222222222', 'us-west-2', 'resource-policy-JohnDoe') },
  ],
  'set-queue-attributes': [{ kind: 'queue_policy_removed', resource: queue('444455556666', 'q') }],
  'set-queue-attributes-2019': [
    {
      kind: 'queue_policy_changed',
      resource: queue('123456789012', 'orders'),
      policy: {
        kind: 'present',
        text: '{"Version":"2012-10-17", "Id":"sqspolicy", "Statement":[{"Sid":"Sid1576516421540", "Effect":"Allow", "Principal":"*", "Action":"SQS:SendMessage", "Resource":"arn:aws:sqs:us-east-1:123456789012:orders"}]}',
      },
    },
  ],
  'create-queue-2019': ignored('policy_untouched'),
  'add-permission-2019': ignored('not_of_interest'),
  'create-account-result': [joined('444455556666', 'created')],
  'create-account-result-failed': ignored('unfinished'),
  'close-account-result': [{ kind: 'account_departed', account: '555555555555' }],
  'account-joined-organization': [joined('777788889999', 'invited')],
  'account-departed-organization': [{ kind: 'account_departed', account: '777788889999' }],
  'create-managed-account': [joined('444455556666', 'unknown')],
  'update-managed-account': [joined('444455556666', 'unknown')],
  'move-account': [{ kind: 'account_moved', account: '444455556666' }],
  'invite-account-to-organization': ignored('not_of_interest'),
  'console-login-root': [rootDid('444455556666', 'console_login')],
  'console-login-root-failed': [rootDid('444455556666', 'console_login_failed')],
  'password-updated-root': [rootDid('444455556666', 'password_updated')],
  'create-access-key-root': [rootDid('123456789012', 'access_key_created')],
  'create-access-key-root-for-user': ignored('not_root'),
  'enable-mfa-device-root': [rootDid('123456789012', 'mfa_changed')],
  'assume-root': [
    {
      kind: 'root_session_opened',
      caller: '111111111111',
      target: '222222222222',
      task: 'S3UnlockBucketPolicy',
      accessKeyId: 'ASIAIOSFODNN7EXAMPL2',
      region: 'us-west-2',
    },
  ],
};

for (const name of sampleNames)
  test(`the sample ${name} means what AWS meant by it`, () => {
    assert.ok(name in meanings, 'a sample without an expectation proves nothing');
    assert.deepEqual(meaningOf(sampleBody(name)), meanings[name]);
  });

test('every kind of event has a sample', () => {
  const kinds = new Set<EventKind | undefined>();
  for (const name of sampleNames) kinds.add(kindOf(detailOf(name)));
  for (const kind of eventKinds) assert.ok(kinds.has(kind), `${kind.eventSource} ${String(kind.eventNames)}`);
});

/** A record's two names are CloudTrail's own. */
const detailOf = (name: string) => (JSON.parse(sampleBody(name)) as { detail: TrailRecord }).detail;

test('a signal says which call it came from, and who made it', () => {
  const parsed = parse(sampleBody('put-bucket-policy'));
  assert.ok(parsed.kind === 'signals');
  assert.deepEqual(parsed.signals[0]?.origin, {
    source: 'cloudtrail',
    eventId: '85da6631-a4b5-47dc-b296-95574e53b41a',
    eventName: 'PutBucketPolicy',
    eventTime: Date.parse('2025-06-13T07:42:48Z'),
    requestId: 'PR6ZGT0VKVR5TKCJ',
    actor: 'arn:aws:iam::444455556666:user/x',
    userAgent: '[stratus-red-team_14d5debf-0347-40de-b838-7e3ad36da5bf]',
  });
});

test('the copies of one call that several accounts get have one event id', () => {
  const parsed = parse(changedSample('put-bucket-policy', { detail: { sharedEventID: 'shared-1' } }));
  assert.ok(parsed.kind === 'signals');
  assert.equal(parsed.signals[0]?.origin.eventId, 'shared-1');
});

const variants: readonly (readonly [promise: string, sample: string, detail: object, meaning: object])[] = [
  [
    'a policy written as a string is taken as it is',
    'put-bucket-policy',
    { requestParameters: { bucketPolicy: lockout } },
    { policy: { kind: 'present', text: lockout } },
  ],
  [
    'a policy in a list of one is taken out of it',
    'put-bucket-policy',
    { requestParameters: { bucketPolicy: [lockout], bucketName: ['my-bucket'] } },
    { policy: { kind: 'present', text: lockout } },
  ],
  [
    'a policy that CloudTrail left out is truncated',
    'put-bucket-policy',
    { requestParameters: { bucketPolicy: { omitted: true } } },
    { policy: { kind: 'truncated' } },
  ],
  [
    'a request that CloudTrail left out names its bucket by the ARN',
    'put-bucket-policy',
    { requestParameters: { omitted: true, bucketName: undefined, bucketPolicy: undefined } },
    { resource: bucket('444455556666', 'ap-southeast-2', 'my-bucket'), policy: { kind: 'truncated' } },
  ],
  [
    'queue attributes that CloudTrail left out may hold a policy',
    'set-queue-attributes',
    { requestParameters: { attributes: { omitted: true } } },
    { kind: 'queue_policy_changed', policy: { kind: 'truncated' } },
  ],
  [
    'a record without resources names its queue by the end of its URL, wherever that points',
    'set-queue-attributes',
    { resources: undefined, requestParameters: { queueUrl: 'https://test-sqs.example/444455556666/q/' } },
    { kind: 'queue_policy_removed', resource: queue('444455556666', 'q') },
  ],
  [
    'a queue is created with a policy, in the older spelling',
    'create-queue-2019',
    { requestParameters: { attribute: { Policy: '{}' } } },
    { kind: 'queue_policy_changed', resource: queue('123456789012', 'remediator-resource-queue') },
  ],
  [
    'a queue is created with a policy, in the newer spelling',
    'create-queue-2019',
    { requestParameters: { attribute: undefined, attributes: { Policy: '{}' } } },
    { kind: 'queue_policy_changed', policy: { kind: 'present', text: '{}' } },
  ],
  [
    'an account id in the request is found too',
    'account-joined-organization',
    { serviceEventDetails: null, requestParameters: { accountId: '777788889999', joinedMethod: 'Created' } },
    joined('777788889999', 'created'),
  ],
  [
    'an account that joined in a way nobody knows is nobody’s guess',
    'account-joined-organization',
    { serviceEventDetails: { joinedMethod: 'TELEPORTED' } },
    joined('777788889999', 'unknown'),
  ],
  [
    'two accounts in one event say only that the organization changed',
    'account-joined-organization',
    { serviceEventDetails: { other: { accountId: '888899990000' } } },
    { kind: 'organization_changed' },
  ],
  [
    'no account in the event says no more',
    'account-departed-organization',
    { serviceEventDetails: { accountId: undefined } },
    { kind: 'organization_changed' },
  ],
  [
    'a lost password is asked for before anybody is anybody',
    'password-updated-root',
    { eventName: 'PasswordRecoveryRequested', userIdentity: { type: undefined } },
    rootDid('444455556666', 'password_recovery_requested'),
  ],
  [
    'whatever else root does in IAM is noticed',
    'create-access-key-root-for-user',
    { eventName: 'CreateUser' },
    rootDid('123456789012', 'other'),
  ],
  [
    'a task policy that AWS does not have is no task',
    'assume-root',
    { requestParameters: { taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/AdministratorAccess' } } },
    { kind: 'root_session_opened', task: undefined },
  ],
];
for (const [promise, sample, detail, meaning] of variants)
  test(promise, () => {
    const parsed = parse(changedSample(sample, { detail }));
    assert.ok(parsed.kind === 'signals', JSON.stringify(parsed));
    assert.partialDeepStrictEqual(parsed.signals[0], meaning);
  });

const ignorable: readonly (readonly [promise: string, sample: string, changes: object, reason: string])[] = [
  [
    'a call that AWS refused changed nothing',
    'put-bucket-policy',
    { detail: { errorCode: 'AccessDenied' } },
    'failed_call',
  ],
  ['nor did one that only has a message', 'put-bucket-policy', { detail: { errorMessage: 'no' } }, 'failed_call'],
  ['nor did reading', 'put-bucket-policy', { detail: { readOnly: true } }, 'read_only'],
  [
    'what a root session does comes back marked',
    'delete-bucket-policy',
    { detail: { userIdentity: { sessionContext: { assumedRoot: 'true' } } } },
    'own_root_session',
  ],
  [
    'attributes without a policy leave it alone',
    'set-queue-attributes',
    { detail: { requestParameters: { attributes: { Policy: undefined } } } },
    'policy_untouched',
  ],
  [
    'an IAM user’s sign-in is not root’s',
    'console-login-root',
    { detail: { userIdentity: { type: 'IAMUser' } } },
    'not_root',
  ],
  [
    'the management account joins its own organization',
    'account-joined-organization',
    { detail: { serviceEventDetails: { accountId: '111122223333' } } },
    'management_account',
  ],
  [
    'other notifications of AWS share the bus',
    'put-bucket-policy',
    { 'detail-type': 'Object Created', detail: { bucket: {} } },
    'not_from_cloudtrail',
  ],
  ['other calls share the rule', 'put-bucket-policy', { detail: { eventName: 'PutBucketAcl' } }, 'not_of_interest'],
];
for (const [promise, sample, changes, reason] of ignorable)
  test(`ignored: ${promise}`, () => {
    assert.deepEqual(parse(changedSample(sample, { ...changes })), ignored(reason));
  });

test('our own root sessions are known by their access key ids, marked or not', () => {
  const context = {
    source: 'cloudtrail',
    isOwnKey: (key: string) => ['ASIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPL2'].includes(key),
  } as const;
  for (const sample of ['delete-bucket-policy', 'assume-root'])
    assert.deepEqual(parse(sampleBody(sample), context), ignored('own_root_session'), sample);
});

test('a session token is never kept', () => {
  const body = sampleBody('assume-root');
  assert.match(body, /nobody-may-keep/u);
  assert.doesNotMatch(JSON.stringify(parse(body)), /nobody-may-keep/u);
});
