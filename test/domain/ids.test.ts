import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAccountId, parseOrganizationId, parseRegion } from '../../src/domain/account.ts';
import { parseRemediationId, remediationIdOf } from '../../src/domain/remediation.ts';
import { isBucketName, isQueueName, parseBucketArn, parseQueueArn } from '../../src/domain/resource.ts';
import { featureOf, parseRootTask, rootTasks, taskPolicyArn } from '../../src/domain/root-task.ts';
import { instant, isoOf, parseInstant } from '../../src/domain/time.ts';

const tables: readonly (readonly [
  what: string,
  parse: (value: unknown) => unknown,
  good: unknown[],
  bad: unknown[],
])[] = [
  [
    'an account id',
    parseAccountId,
    ['012345678901'],
    ['12345678901', '1234567890123', 'a23456789012', 123456789012, '123456789012\n', null],
  ],
  ['an organization id', parseOrganizationId, ['o-abcdefghij'], ['o-short', 'O-ABCDEFGHIJ', 'r-abcdefghij']],
  [
    'a Region',
    parseRegion,
    ['us-east-1', 'ap-southeast-12', 'us-gov-west-1'],
    ['us-east', 'US-EAST-1', 'us-east-1/x', 'aws-global', 'us-east-1.evil.example'],
  ],
  ['a task', parseRootTask, [...rootTasks], ['s3unlockbucketpolicy', 'AdministratorAccess', '', undefined]],
  [
    'a moment',
    parseInstant,
    ['2025-06-13T07:42:48Z', '2025-06-13T07:42:48.123+02:00'],
    ['Oct 25, 2024', '2025-06-13', '2025-13-01T00:00:00Z', 0],
  ],
];
for (const [what, parse, good, bad] of tables) {
  test(`${what} is taken as AWS writes it, and nothing else is`, () => {
    for (const value of good) assert.notEqual(parse(value), undefined, String(value));
    for (const value of bad) assert.equal(parse(value), undefined, String(value));
  });
}

test('names are checked before they may become part of a request', () => {
  for (const name of ['my-bucket', 'My_Old.Bucket', 'a.b-c9']) assert.ok(isBucketName(name), name);
  for (const name of ['ab', 'a/b', 'a..b', '-ab', 'abc?policy', 'x--x-s3', 'a b', '', 7])
    assert.ok(!isBucketName(name), String(name));
  for (const name of ['q', 'orders_2-x', 'orders.fifo']) assert.ok(isQueueName(name), name);
  for (const name of ['a.b', 'q/r', 'q?x', 'x'.repeat(81), '.fifo', 'http://evil', ''])
    assert.ok(!isQueueName(name), name);
});

test('ARNs are read only when every part is what it should be', () => {
  assert.deepEqual(parseQueueArn('arn:aws:sqs:eu-west-1:444455556666:q'), {
    kind: 'queue',
    account: '444455556666',
    region: 'eu-west-1',
    queue: 'q',
  });
  for (const arn of [
    'arn:aws:sqs:eu-west-1:444455556666:q:x',
    'arn:aws:sns:eu-west-1:444455556666:q',
    'arn:aws:sqs::444455556666:q',
    'q',
  ])
    assert.equal(parseQueueArn(arn), undefined, arn);
  assert.equal(parseBucketArn('arn:aws:s3:::my-bucket'), 'my-bucket');
  for (const arn of ['arn:aws:s3:::my-bucket/key', 'arn:aws:s3:eu-west-1:444455556666:accesspoint/x', 'my-bucket'])
    assert.equal(parseBucketArn(arn), undefined, arn);
});

test('each task knows its policy and the feature that AWS wants on', () => {
  assert.equal(taskPolicyArn('aws', 'S3UnlockBucketPolicy'), 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy');
  assert.deepEqual(
    rootTasks.filter((task) => featureOf(task) === 'RootSessions'),
    ['S3UnlockBucketPolicy', 'SQSUnlockQueuePolicy'],
  );
});

test('a moment survives being written and read', () => {
  const at = parseInstant('2026-11-24T10:00:00.250Z');
  assert.ok(at !== undefined);
  assert.equal(isoOf(at), '2026-11-24T10:00:00.250Z');
});

test('a remediation’s id is a ULID: its parser takes it, and ids sort by time', () => {
  const chance = (byte: number) => new Uint8Array(16).fill(byte);
  const early = remediationIdOf(instant(Date.parse('2026-11-24T10:00:00.000Z')), chance(255));
  const late = remediationIdOf(instant(Date.parse('2026-11-24T10:00:00.001Z')), chance(0));
  assert.equal(parseRemediationId(early), early);
  assert.ok(early < late);
  assert.equal(remediationIdOf(instant(1_469_918_176_385), chance(0)), 'rem-01ARYZ6S410000000000000000');
});
