import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PolicyQuestion } from '../../src/policy/analyze.ts';
import { account, ask, deny, denyIf } from '../support/policy-question.ts';

const admin = `arn:aws:iam::${account}:role/Administrator`;
const noFacts = { vpcEndpoints: [], vpcs: [], cidrs: [], principals: [] };
const facts = (some: Partial<NonNullable<PolicyQuestion['facts']>>) => ({ facts: { ...noFacts, ...some } });

test('a policy without a Deny is open to an ordinary administrator', () => {
  const { verdict, witness, requires, causes } = ask([deny({ Effect: 'Allow' })]);
  assert.deepEqual(
    { verdict, witness, requires, causes },
    {
      verdict: 'open',
      witness: { principal: admin, action: 's3:PutBucketPolicy', context: {} },
      requires: [],
      causes: [],
    },
  );
});

test('what must be so is named, with the value that gets in', () => {
  const { witness, requires } = ask([denyIf('StringNotEquals', 'aws:sourcevpce', ['vpce-1', 'vpce-2'])]);
  assert.deepEqual(witness?.context, { 'aws:SourceVpce': 'vpce-1' });
  assert.deepEqual(requires, [
    { kind: 'environmental', key: 'aws:SourceVpce', operator: 'StringEquals', values: ['vpce-1', 'vpce-2'] },
  ]);
});

test('what an administrator can make is named as such', () => {
  const role = `arn:aws:iam::${account}:role/ops/Gone`;
  const { verdict, witness, requires, explanation } = ask([denyIf('ArnNotEquals', 'aws:PrincipalArn', role)]);
  assert.equal(verdict, 'open');
  assert.equal(witness?.principal, role);
  assert.deepEqual(requires, [{ kind: 'creatable', key: 'aws:PrincipalArn', operator: 'ArnEquals', values: [role] }]);
  assert.match(explanation, /creating that principal if it no longer exists; no root session is needed/u);
});

for (const [operator, opposite] of [
  ['StringNotLike', 'StringLike'],
  ['ArnNotLike', 'ArnLike'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['ForAnyValue:StringNotLike', 'ForAllValues:StringLike'],
] as const) {
  test(`to make ${operator} false takes ${opposite}`, () => {
    const arn = `arn:aws:iam::${account}:user/alice`;
    assert.equal(ask([denyIf(operator, 'aws:PrincipalArn', arn)]).requires[0]?.operator, opposite);
  });
}

test('a way through any endpoint is named even when no endpoint is', () => {
  const { verdict, requires } = ask([denyIf('Null', 'aws:SourceIp', 'false')]);
  assert.equal(verdict, 'conditional');
  assert.deepEqual(requires, [{ kind: 'environmental', key: 'aws:SourceVpce', operator: 'Null', values: ['false'] }]);
});

for (const [what, statement, known, verdict] of [
  [
    'an endpoint that exists',
    denyIf('StringNotEquals', 'aws:SourceVpce', 'vpce-1'),
    { vpcEndpoints: ['vpce-1'] },
    'open',
  ],
  [
    'only other endpoints exist',
    denyIf('StringNotEquals', 'aws:SourceVpce', 'vpce-1'),
    { vpcEndpoints: ['vpce-2', 'vpce-3'] },
    'locked_out',
  ],
  ['a VPC that exists', denyIf('StringNotEquals', 'aws:SourceVpc', 'vpc-1'), { vpcs: ['vpc-1'] }, 'open'],
  [
    'an address in our range',
    denyIf('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    { cidrs: ['203.0.113.128/25'] },
    'open',
  ],
  [
    'no address in our range',
    denyIf('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    { cidrs: ['198.51.100.0/24'] },
    'locked_out',
  ],
  [
    'our range is blocked, and an endpoint may be there',
    denyIf('IpAddress', 'aws:SourceIp', '198.51.0.0/16'),
    { cidrs: ['198.51.100.0/24'] },
    'conditional',
  ],
] as const) {
  test(`a known fact decides: ${what}`, () => {
    assert.equal(ask([statement], facts(known)).verdict, verdict);
  });
}

test('a role that is known to exist need not be created', () => {
  const role = `arn:aws:iam::${account}:role/Admin`;
  const statement = denyIf('ArnNotEquals', 'aws:PrincipalArn', role);
  assert.deepEqual(ask([statement], facts({ principals: [role] })).requires, []);
});

test('a cause is as few statements as lock out, in policy order', () => {
  const bystanders = Array.from({ length: 9 }, () => denyIf('Bool', 'aws:SecureTransport', 'false'));
  const { verdict, causes } = ask([
    ...bystanders,
    { ...denyIf('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'), Sid: 'office' },
    ...bystanders,
    denyIf('StringNotEquals', 'aws:SourceVpce', 'vpce-1'),
  ]);
  assert.equal(verdict, 'locked_out');
  assert.deepEqual(causes, [{ statement: 9, sid: 'office' }, { statement: 19 }]);
});

test('each repair action has its own answer', () => {
  const { actions } = ask([
    deny({ Action: 's3:PutBucketPolicy' }),
    deny({ Action: 's3:DeleteBucketPolicy', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
  ]);
  assert.deepEqual(actions, { 's3:PutBucketPolicy': 'denied', 's3:DeleteBucketPolicy': 'conditional' });
});

test('what must not be there is named as absent', () => {
  const { requires } = ask([denyIf('StringLike', 'aws:UserAgent', '*')]);
  assert.deepEqual(requires, [{ kind: 'creatable', key: 'aws:UserAgent', operator: 'Null', values: ['true'] }]);
});

test('a value that stands for any other is not asked for', () => {
  const { requires } = ask([denyIf('StringNotEquals', 'aws:PrincipalTag/project', '${aws:ResourceTag/project}')]);
  assert.deepEqual(requires.at(-1), {
    kind: 'environmental',
    key: 'aws:ResourceTag/project',
    operator: 'Null',
    values: ['false'],
  });
});

test('an exempted session is asked for by the ARN of its role, once', () => {
  const [role, session] = [`arn:aws:iam::${account}:role/ops`, `arn:aws:sts::${account}:assumed-role/ops/ann`];
  for (const NotPrincipal of [{ AWS: [session] }, { AWS: [role, session] }])
    assert.deepEqual(ask([deny({ NotPrincipal })]).requires, [
      { kind: 'environmental', key: 'aws:PrincipalArn', operator: 'ArnEquals', values: [role] },
    ]);
});

for (const [region, partition] of [
  ['cn-north-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['eu-west-1', 'aws'],
] as const) {
  test(`a bucket in ${region} is in ${partition}, and so are its principals`, () => {
    const role = `arn:${partition}:iam::${account}:role/ops`;
    const statement = { ...denyIf('ArnNotEquals', 'aws:PrincipalArn', role), Resource: `arn:${partition}:s3:::b` };
    const { verdict, witness } = ask([statement], { region });
    assert.deepEqual([verdict, witness?.principal], ['open', role]);
  });
}

test('among hundreds of patterns, one that fits is found', () => {
  const patterns = Array.from({ length: 300 }, (_, at) => `arn:aws:iam::*:role/team-${at}-*`);
  const { verdict, witness } = ask([denyIf('ArnNotLike', 'aws:PrincipalArn', patterns)]);
  assert.deepEqual([verdict, witness?.principal], ['open', `arn:aws:iam::${account}:role/team-0-`]);
  const elsewhere = patterns.map((pattern) => pattern.replace(':*:', ':444455556666:'));
  assert.equal(ask([denyIf('ArnNotLike', 'aws:PrincipalArn', elsewhere)]).verdict, 'locked_out');
});
