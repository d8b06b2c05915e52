import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyQuestion } from '../../src/policy/analyze.ts';
import { account, ask, deny, denyIf, otherAccount, policyText } from '../support/policy-question.ts';

type Row = readonly [what: string, verdict: string, statements: readonly object[], more?: Partial<PolicyQuestion>];

const role = `arn:aws:iam::${account}:role/Admin`;
const now = Date.parse('2026-06-01T00:00:00Z');
const sqs = { service: 'sqs', resource: 'q', region: 'eu-west-1' } as const;

const rows: readonly Row[] = [
  ['Put denied alone: Delete is the way out', 'open', [deny({ Action: 's3:PutBucketPolicy' })]],
  ['Put and Delete denied', 'locked_out', [deny({ Action: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'] })]],
  ['the objects alone', 'open', [deny({ Action: 's3:*', Resource: 'arn:aws:s3:::b/*' })]],
  ['another bucket', 'open', [deny({ Action: 's3:*', Resource: 'arn:aws:s3:::other' })]],
  ['bucket and objects', 'locked_out', [deny({ Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] })]],
  ['NotResource of the objects', 'locked_out', [deny({ NotResource: 'arn:aws:s3:::b/*' })]],
  ['NotResource of the bucket', 'open', [deny({ NotResource: 'arn:aws:s3:::b' })]],
  ['the owning account by its root ARN', 'locked_out', [deny({ Principal: { AWS: `arn:aws:iam::${account}:root` } })]],
  ['NotPrincipal :root', 'locked_out', [deny({ NotPrincipal: { AWS: `arn:aws:iam::${account}:root` } })]],
  ['NotPrincipal with a role', 'conditional', [deny({ NotPrincipal: { AWS: [role, account] } })]],
  [
    'an exempt session by the ARN that aws:PrincipalArn never has',
    'locked_out',
    [denyIf('StringNotEquals', 'aws:PrincipalArn', `arn:aws:sts::${account}:assumed-role/Admin/s`)],
  ],
  ['an exempt role', 'open', [denyIf('StringNotEquals', 'aws:PrincipalArn', role)]],
  ['an exempt role by pattern', 'open', [denyIf('ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::*:role/Admin*`)]],
  ['a star taken for a wildcard', 'locked_out', [denyIf('StringNotEquals', 'aws:PrincipalArn', `${role}*`)]],
  ['only :root exempt', 'locked_out', [denyIf('ArnNotEquals', 'aws:PrincipalArn', `arn:aws:iam::${account}:root`)]],
  ['only another account exempt', 'locked_out', [denyIf('StringNotEquals', 'aws:PrincipalAccount', otherAccount)]],
  ['a dead id exempt', 'conditional', [denyIf('StringNotLike', 'aws:userid', 'AROAEXAMPLEDEAD12345:*')]],
  ['any session of that name exempt', 'open', [denyIf('StringNotLike', 'aws:userid', '*:alice')]],
  ['user id of the account itself', 'locked_out', [denyIf('StringNotEquals', 'aws:userid', account)]],
  ['private addresses', 'locked_out', [denyIf('NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8', '192.168.1.0/24'])]],
  ['any IPv4 address', 'open', [denyIf('NotIpAddress', 'aws:SourceIp', '0.0.0.0/0')]],
  ['an office', 'conditional', [denyIf('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')]],
  ['a block list', 'open', [denyIf('IpAddress', 'aws:SourceIp', ['203.0.113.0/24', '198.51.100.7/32'])]],
  ['a block in a text operator', 'locked_out', [denyIf('StringNotEquals', 'aws:SourceIp', '203.0.113.0/24')]],
  ['an address in a text operator', 'conditional', [denyIf('StringNotEquals', 'aws:SourceIp', '203.0.113.5')]],
  ['an endpoint', 'conditional', [denyIf('StringNotEquals', 'aws:SourceVpce', 'vpce-1a2b3c4d')]],
  [
    'office and endpoint in two statements',
    'locked_out',
    [
      denyIf('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
      denyIf('StringNotEquals', 'aws:SourceVpce', 'vpce-1a2b3c4d'),
    ],
  ],
  [
    'office and endpoint in one statement',
    'conditional',
    [
      deny({
        Condition: {
          NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
          StringNotEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' },
        },
      }),
    ],
  ],
  ['NotIpAddressIfExists', 'conditional', [denyIf('NotIpAddressIfExists', 'aws:SourceIp', '203.0.113.0/24')]],
  [
    'StringNotEqualsIfExists on a key never carried',
    'locked_out',
    [denyIf('StringNotEqualsIfExists', 'aws:SourceArn', 'x')],
  ],
  ['StringEqualsIfExists on a key never carried', 'locked_out', [denyIf('StringEqualsIfExists', 'aws:SourceArn', 'x')]],
  ['must not come through an endpoint', 'open', [denyIf('Null', 'aws:SourceVpce', 'false')]],
  ['must come through an endpoint', 'conditional', [denyIf('Null', 'aws:SourceVpce', 'true')]],
  ['neither presence nor absence', 'unknown', [denyIf('Null', 'aws:PrincipalArn', 'maybe')]],
  ['must carry what is never carried', 'locked_out', [denyIf('Null', 's3:x-amz-acl', 'true')]],
  ['only services', 'locked_out', [denyIf('Bool', 'aws:PrincipalIsAWSService', 'false')]],
  ['only from a resource', 'locked_out', [denyIf('ArnNotLike', 'aws:SourceArn', `arn:aws:sns:*:${account}:*`)]],
  ['only for an account', 'locked_out', [denyIf('StringNotEquals', 'aws:SourceAccount', account)]],
  ['an organization', 'conditional', [denyIf('StringNotEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5')]],
  [
    'our organization',
    'open',
    [denyIf('StringNotEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5')],
    { organizationId: 'o-a1b2c3d4e5' },
  ],
  [
    'a typo in our organization',
    'locked_out',
    [denyIf('StringNotEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e6')],
    { organizationId: 'o-a1b2c3d4e5' },
  ],
  ["the resource's organization", 'open', [denyIf('StringNotEquals', 'aws:PrincipalOrgID', '${aws:ResourceOrgID}')]],
  [
    'encryption wanted of every call',
    'locked_out',
    [deny({ Action: 's3:*', Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } } })],
  ],
  [
    'encryption wanted of uploads',
    'open',
    [
      deny({
        Action: 's3:PutObject',
        Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      }),
    ],
  ],
  ['TLS only', 'open', [denyIf('Bool', 'aws:SecureTransport', 'false')]],
  ['plain HTTP only', 'conditional', [denyIf('Bool', 'aws:SecureTransport', 'true')]],
  ['TLS 1.2 at least', 'open', [denyIf('NumericLessThan', 's3:TlsVersion', '1.2')]],
  ['TLS 1.4 at least: plain HTTP has no version', 'conditional', [denyIf('NumericLessThan', 's3:TlsVersion', '1.4')]],
  ['TLS 1.4 at least, and TLS', 'locked_out', [denyIf('NumericLessThanIfExists', 's3:TlsVersion', '1.4')]],
  ['MFA', 'open', [denyIf('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false')]],
  ['fresh MFA', 'open', [denyIf('NumericGreaterThanIfExists', 'aws:MultiFactorAuthAge', '3600')]],
  [
    'MFA and no MFA age',
    'locked_out',
    [denyIf('BoolIfExists', 'aws:MultiFactorAuthPresent', 'false'), denyIf('Null', 'aws:MultiFactorAuthAge', 'false')],
  ],
  ['NotAction of reading', 'locked_out', [deny({ NotAction: 's3:GetObject' })]],
  ['NotAction of a repair action', 'open', [deny({ NotAction: ['s3:PutBucketPolicy'] })]],
  ['ForAnyValue on a key never carried', 'open', [denyIf('ForAnyValue:StringNotEquals', 'aws:TagKeys', 'x')]],
  ['ForAllValues on a key never carried', 'locked_out', [denyIf('ForAllValues:StringEquals', 'aws:TagKeys', 'x')]],
  [
    'an organizational unit of ours',
    'conditional',
    [denyIf('ForAnyValue:StringNotLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*')],
    { organizationId: 'o-a1b2c3d4e5' },
  ],
  [
    'an organizational unit elsewhere',
    'locked_out',
    [denyIf('ForAllValues:StringNotLike', 'aws:PrincipalOrgPaths', 'o-zzzzzzzzzz/r-ab12/*')],
    { organizationId: 'o-a1b2c3d4e5' },
  ],
  ['until a day in the past', 'open', [denyIf('DateLessThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z')], { now }],
  ['until a day to come', 'conditional', [denyIf('DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z')], { now }],
  ['since a day in the past', 'locked_out', [denyIf('DateGreaterThan', 'aws:CurrentTime', '2020-01-01')], { now }],
  ['from a day to come', 'open', [denyIf('DateGreaterThan', 'aws:EpochTime', '1893456000')], { now }],
  ['a day, asked at no time', 'conditional', [denyIf('DateGreaterThan', 'aws:CurrentTime', '2020-01-01')]],
  [
    'two dates that leave no gap',
    'locked_out',
    [
      denyIf('DateLessThan', 'aws:CurrentTime', '2025-01-01T00:00:00Z'),
      denyIf('NumericGreaterThanEquals', 'aws:EpochTime', '1735689600'),
    ],
  ],
  [
    'sessions from before an incident',
    'open',
    [denyIf('DateLessThan', 'aws:TokenIssueTime', '2026-05-31T00:00:00Z')],
    { now },
  ],
  [
    'a policy variable',
    'open',
    [denyIf('StringNotEquals', 'aws:PrincipalArn', `arn:aws:iam::${account}:user/\${aws:username}`)],
  ],
  [
    'a policy variable in a policy of 2008',
    'locked_out',
    [],
    {
      policyText: policyText(
        [denyIf('StringNotLike', 'aws:PrincipalArn', `arn:aws:iam::${account}:user/\${aws:username}`)],
        '2008-10-17',
      ),
    },
  ],
  ['a tag', 'open', [denyIf('StringNotEquals', 'aws:PrincipalTag/team', 'blue')]],
  ['a tag with a star taken for a wildcard', 'locked_out', [denyIf('StringNotEquals', 'aws:PrincipalTag/team', '*')]],
  [
    'the same tag as the resource',
    'conditional',
    [denyIf('StringNotEquals', 'aws:PrincipalTag/team', '${aws:ResourceTag/team}')],
  ],
  [
    'a tag with a default',
    'open',
    [denyIf('StringNotEquals', 'aws:PrincipalTag/team', "${aws:PrincipalTag/squad, 'blue'}")],
  ],
  [
    'Put denied to users, Delete to roles',
    'open',
    [
      deny({ Action: 's3:PutBucketPolicy', Condition: { StringEquals: { 'aws:PrincipalType': 'User' } } }),
      deny({ Action: 's3:DeleteBucketPolicy', Condition: { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } } }),
    ],
  ],
  [
    'three statements, one for each kind of principal',
    'locked_out',
    ['User', 'AssumedRole', 'FederatedUser'].map((type) => denyIf('StringEquals', 'aws:PrincipalType', type)),
  ],
  [
    'users and roles by the form of their ARN',
    'locked_out',
    ['arn:aws:iam::*:user/*', 'arn:aws:iam::*:role/*', 'arn:aws:sts::*:federated-user/*'].map((arn) =>
      denyIf('ArnLike', 'aws:PrincipalArn', arn),
    ),
  ],
  ['every user by name', 'open', [denyIf('StringLike', 'aws:username', '*')]],
  [
    'a user who is not that user',
    'locked_out',
    [
      denyIf('StringNotLike', 'aws:PrincipalArn', `arn:aws:iam::${account}:user/*`),
      denyIf('StringNotEquals', 'aws:username', 'alice'),
      denyIf('StringLike', 'aws:PrincipalArn', '*/alice'),
    ],
  ],
  [
    'two exempt patterns without a common name',
    'locked_out',
    [
      denyIf('StringNotLike', 'aws:PrincipalArn', `arn:aws:iam::${account}:role/a*`),
      denyIf('StringNotLike', 'aws:PrincipalArn', `arn:aws:iam::${account}:role/b*`),
    ],
  ],
  [
    'two exempt patterns with a common name',
    'open',
    [
      denyIf('StringNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/a*'),
      denyIf('StringNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*b'),
      denyIf('StringLike', 'aws:PrincipalArn', '*ab'),
    ],
  ],
  ['services', 'open', [deny({ Principal: { Service: '*' } })]],
  ['an operator of the future', 'unknown', [denyIf('StringSounds', 'aws:PrincipalArn', 'x')]],
  ['a key of the future', 'unknown', [denyIf('StringNotEquals', 'aws:Mood', 'good')]],
  ['a key of the future beside a lockout', 'locked_out', [denyIf('StringNotEquals', 'aws:Mood', 'good'), deny()]],
  ['calls through services only', 'conditional', [denyIf('Bool', 'aws:ViaAWSService', 'false')]],
  [
    'two services in one chain of calls',
    'unknown',
    [
      denyIf('Bool', 'aws:ViaAWSService', 'false'),
      denyIf('ForAllValues:StringNotEquals', 'aws:CalledVia', 'cloudformation.amazonaws.com'),
      denyIf('ForAllValues:StringNotEquals', 'aws:CalledVia', 'athena.amazonaws.com'),
    ],
  ],
  ['False with a capital', 'open', [denyIf('Bool', 'aws:SecureTransport', 'False')]],
  ['SQS, everything', 'locked_out', [deny({ Action: 'sqs:*' })], sqs],
  ['SQS, in capitals', 'open', [deny({ Action: 'SQS:SetQueueAttributes' })], sqs],
  ['SQS, both actions', 'locked_out', [deny({ Action: ['SQS:setqueueattributes', 'sqs:Remove*'] })], sqs],
  ['SQS, by ARN', 'locked_out', [deny({ Resource: `arn:aws:sqs:eu-west-1:${account}:q` })], sqs],
  ['SQS, another Region', 'open', [deny({ Resource: `arn:aws:sqs:us-east-1:${account}:q` })], sqs],
  ['SQS, any Region', 'locked_out', [deny({ Resource: `arn:aws:sqs:*:${account}:*` })], { ...sqs, region: undefined }],
  ['SQS, no TLS version', 'locked_out', [denyIf('NumericLessThanIfExists', 's3:TlsVersion', '1.2')], sqs],
];

for (const [what, verdict, statements, more] of rows) {
  test(`${what}: ${verdict}`, () => {
    const analysis = ask(statements as Readonly<Record<string, unknown>>[], more);
    assert.equal(analysis.verdict, verdict, JSON.stringify(analysis));
  });
}
