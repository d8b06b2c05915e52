import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyQuestion } from '../../src/policy/analyze.ts';
import { account, ask, deny, denyIf } from '../support/policy-question.ts';

const endpoint = denyIf('StringNotEquals', 'aws:SourceVpce', 'vpce-1');
const rows: readonly (readonly [
  what: string,
  statements: readonly object[],
  words: RegExp,
  more?: Partial<PolicyQuestion>,
])[] = [
  ['who is shut out', [deny()], /Nobody in account 111122223333 but root can change the policy of bucket `b`/u],
  ['which statement, by its Sid', [deny({ Sid: 'DenyAll' })], /Statement 0 \("DenyAll"\) denies `\*` to everybody\./u],
  [
    'which words of it',
    [deny({ Action: ['s3:GetObject', 's3:Put*', 's3:*Policy'] })],
    /denies `s3:Put\*` and `s3:\*Policy` to everybody/u,
  ],
  [
    'that Delete is the way out',
    [deny({ Action: 's3:PutBucketPolicy' })],
    /`s3:DeleteBucketPolicy` is the way out: delete the policy, then put a right one/u,
  ],
  [
    'that the root ARN means the account',
    [deny({ Principal: { AWS: `arn:aws:iam::${account}:root` } })],
    /every principal of account 111122223333 \(`arn:aws:iam::111122223333:root`\)/u,
  ],
  ['that a key is never carried', [denyIf('StringNotEquals', 's3:x-amz-acl', 'x')], /never carry `s3:x-amz-acl`/u],
  ['that a key has one value', [denyIf('Bool', 'aws:PrincipalIsAWSService', 'false')], /is always `false` for them/u],
  [
    'that a session has the ARN of its role',
    [denyIf('ArnNotEquals', 'aws:PrincipalArn', `arn:aws:sts::${account}:assumed-role/a/b`)],
    /never the `assumed-role` form/u,
  ],
  [
    'that a star is only a star',
    [denyIf('StringNotEquals', 'aws:PrincipalArn', `arn:aws:iam::${account}:role/a*`)],
    /only the Like operators have wildcards/u,
  ],
  ['that the range is private', [denyIf('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8')], /from a private address/u],
  [
    'that address and endpoint exclude each other',
    [denyIf('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'), endpoint],
    /through a VPC endpoint carries no `aws:SourceIp`.*Each of the 2 leaves a way by itself/u,
  ],
  ['what would get in', [endpoint], /gets in by `s3:PutBucketPolicy` if `aws:SourceVpce` StringEquals `vpce-1`/u],
  ['what cannot be told', [denyIf('StringNotEquals', 'aws:Mood', 'x')], /hangs on the key `aws:Mood`/u],
  [
    'that deleting the queue is no repair',
    [deny({ Action: ['sqs:SetQueueAttributes', 'sqs:RemovePermission'] })],
    /`sqs:DeleteQueue` is not denied, but/u,
    { service: 'sqs', resource: 'q' },
  ],
];

for (const [what, statements, words, more] of rows) {
  test(`the explanation says ${what}`, () => {
    assert.match(ask(statements as Readonly<Record<string, unknown>>[], more).explanation, words);
  });
}

test('a text that is no policy is explained by what is wrong with it', () => {
  const { verdict, explanation } = ask([], { policyText: '{"Statement":[]}' });
  assert.equal(verdict, 'invalid');
  assert.equal(explanation, 'This is not a policy that AWS would take: `Statement` is empty.');
});
