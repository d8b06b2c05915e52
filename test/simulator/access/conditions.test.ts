import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContextKeys } from '../../../src/simulator/access/context.ts';
import { evaluatePolicy } from '../../../src/simulator/access/evaluate-policy.ts';

const holds = (condition: object, context: ContextKeys, version = '2012-10-17'): boolean => {
  const statement = { Effect: 'Deny', Action: '*', Resource: '*', Condition: condition };
  const policy = JSON.stringify({ Version: version, Statement: [statement] });
  return evaluatePolicy(policy, { action: 's3:GetObject', resource: '*', principal: null, context }) === 'deny';
};

/** For one key `k`: operator, the policy's value or values, the request's (null: absent), does it hold? */
type Row = readonly [operator: string, values: unknown, requested: string | readonly string[] | null, boolean];

const rows: readonly Row[] = [
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', ['b', 'a'], 'a', true],
  ['StringEquals', 'a*', 'ab', false],
  ['StringEquals', 'a', null, false],
  ['StringEquals', [], 'a', false],
  ['StringNotEquals', 'a', 'b', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', 'a', null, true],
  ['StringEqualsIfExists', 'a', null, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['StringNotEqualsIfExists', 'a', null, true],
  ['StringEqualsIgnoreCase', 'Abc', 'aBC', true],
  ['StringNotEqualsIgnoreCase', 'Abc', 'aBC', false],
  ['StringNotEqualsIgnoreCase', 'Abc', null, true],
  ['StringLike', 'a*c', 'abbc', true],
  ['StringLike', 'a?c', 'abbc', false],
  ['StringLike', '*', '', true],
  ['StringLike', '?', '', false],
  ['StringLike', 'A*', 'abc', false],
  ['StringLike', '*', null, false],
  ['StringNotLike', ['x*', 'a*'], 'abc', false],
  ['StringNotLike', 'x*', 'abc', true],
  ['StringNotLike', '*', null, true],

  ['NumericEquals', '10', '10.0', true],
  ['NumericEquals', 10, '10', true],
  ['NumericEquals', '10', 'ten', false],
  ['NumericEquals', '10', null, false],
  ['NumericNotEquals', '10', '11', true],
  ['NumericNotEquals', '10', null, true],
  ['NumericLessThan', '1.2', '1.1', true],
  ['NumericLessThan', '1.2', '1.2', false],
  ['NumericLessThan', '1.2', null, false],
  ['NumericLessThanIfExists', '1.2', null, true],
  ['NumericLessThanEquals', '1.2', '1.2', true],
  ['NumericGreaterThan', '-3', '-2', true],
  ['NumericGreaterThanEquals', ['100', '5'], '7', true],

  ['DateEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '1767225600', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '2026', '2026-01-01T00:00:00Z', true],
  ['DateNotEquals', '2026-01-01T00:00:00+01:00', '2026-01-01T00:00:00Z', true],
  ['DateNotEquals', '2026-01-01', null, true],
  ['DateLessThan', '2026-06-01T12:00:00Z', '2026-06-01T11:59:59Z', true],
  ['DateLessThan', '2026-06-01T12:00', '2026-06-01T12:00:00Z', false],
  ['DateLessThanEquals', '2026-06-01T12:00:00Z', '2026-06-01T14:00:00+02:00', true],
  ['DateGreaterThan', '2026-06-01T12:00:00.5Z', '2026-06-01T12:00:01Z', true],
  ['DateGreaterThanEquals', '2026-06-01', '2026-05-31T23:59:59Z', false],
  ['DateGreaterThan', 'tomorrow', '2026-06-01', false],

  ['Bool', 'true', 'true', true],
  ['Bool', true, 'true', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'false', null, false],
  ['Bool', 'yes', 'yes', false],
  ['BoolIfExists', 'false', null, true],

  ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
  ['IpAddress', '203.0.113.9', '203.0.113.9', true],
  ['IpAddress', '203.0.113.9', '203.0.113.10', false],
  ['IpAddress', '203.0.113.77/24', '203.0.113.9', true],
  ['IpAddress', '0.0.0.0/0', '203.0.113.9', true],
  ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
  ['IpAddress', '2001:db8::/32', '2001:DB8:1::5', true],
  ['IpAddress', '::/0', '2001:db8::1', true],
  ['IpAddress', '2001:db8::1', '2001:db8:0:0:0:0:0:1', true],
  ['IpAddress', '203.0.113.0/33', '203.0.113.9', false],
  ['IpAddress', '203.0.113.0/24', null, false],
  ['NotIpAddress', '203.0.113.0/24', '198.51.100.1', true],
  ['NotIpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.1', false],
  ['NotIpAddress', '0.0.0.0/0', null, true],
  ['NotIpAddress', '0.0.0.0/0', '2001:db8::1', true],

  ['BinaryEquals', 'QmluYXJ5VmFsdWU=', 'QmluYXJ5VmFsdWU=', true],
  ['BinaryEquals', 'QmluYXJ5VmFsdWU=', 'QmluYXJ5VmFsdXM=', false],
  ['BinaryEquals', 'QQ==', 'QR==', true],
  ['BinaryEquals', 'no base 64', 'no base 64', false],

  ['ArnEquals', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::111122223333:role/x/y', true],
  ['ArnLike', 'arn:aws:iam::*:role/a?min', 'arn:aws:iam::111122223333:role/admin', true],
  ['ArnLike', 'arn:aws:iam:*:role/admin', 'arn:aws:iam::111122223333:role/admin', false],
  ['ArnLike', 'arn:aws:sns:*:*:a*', 'arn:aws:sns:eu-west-1:111122223333:a:b:c', true],
  ['ArnLike', 'arn:aws:logs:*:*:log-group:a:*', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:b:c', true],
  ['ArnLike', 'arn:aws:iam::111122223333:role/Admin', 'arn:aws:iam::111122223333:role/admin', false],
  ['ArnLike', 'arn:aws:iam::*:role/x', null, false],
  ['ArnNotLike', 'arn:aws:iam::*:role/x', null, true],
  ['ArnNotEquals', 'arn:aws:iam::*:role/x', 'arn:aws:iam::111122223333:role/y', true],
  ['ArnLike', 'arn:aws:iam::*:role/x', 'no arn', false],

  ['Null', 'true', null, true],
  ['Null', true, 'a', false],
  ['Null', 'false', 'a', true],
  ['Null', 'false', null, false],
  ['Null', ['true', 'false'], null, true],

  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', 'a', null, true],
  ['ForAllValues:StringEquals', 'a', [], true],
  ['ForAllValues:StringNotEquals', 'a', ['b', 'a'], false],
  ['ForAllValues:StringNotEquals', 'a', null, true],
  ['ForAnyValue:StringEquals', 'a', ['b', 'a'], true],
  ['ForAnyValue:StringEquals', 'a', null, false],
  ['ForAnyValue:StringNotEquals', 'a', ['b', 'a'], true],
  ['ForAnyValue:StringNotEquals', 'a', 'a', false],
  ['ForAnyValue:StringNotEquals', 'a', null, false],
  ['ForAnyValue:StringLikeIfExists', 'a*', null, true],
  ['ForAnyValue:StringLikeIfExists', 'a*', ['b'], false],
];

for (const [operator, values, requested, expected] of rows) {
  const shown = requested === null ? 'an absent key' : JSON.stringify(requested);
  test(`${operator} ${JSON.stringify(values)} against ${shown}: ${expected ? 'holds' : 'does not'}`, () => {
    assert.equal(holds({ [operator]: { k: values } }, requested === null ? {} : { k: requested }), expected);
  });
}

test('operators and keys are all to hold', () => {
  const both = { StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } };
  assert.equal(holds(both, { a: '1', b: '2', c: 'true' }), true);
  assert.equal(holds(both, { a: '1', b: '3', c: 'true' }), false);
  assert.equal(holds(both, { a: '1', b: '2' }), false);
});

test('the case of a key name does not matter, in the policy nor in the request', () => {
  assert.equal(holds({ StringEquals: { 'AWS:sourceVPCE': 'vpce-1' } }, { 'aws:SourceVpce': 'vpce-1' }), true);
});

for (const [what, operator, value, context, version, expected] of [
  ['a value', 'StringEquals', '${aws:username}', { k: 'alice', 'aws:username': 'alice' }, '2012-10-17', true],
  [
    'in the middle',
    'StringLike',
    'home/${aws:username}/*',
    { k: 'home/al/x', 'aws:username': 'al' },
    '2012-10-17',
    true,
  ],
  ['an absent key is like nothing', 'StringLike', '${aws:username}*', { k: '' }, '2012-10-17', false],
  ['nor equal to anything', 'StringNotEquals', '${aws:username}', { k: 'alice' }, '2012-10-17', true],
  ['a default', 'StringEquals', "${aws:PrincipalTag/team, 'none'}", { k: 'none' }, '2012-10-17', true],
  [
    'a default that is not needed',
    'StringEquals',
    "${aws:PrincipalTag/team, 'none'}",
    { k: 'none', 'aws:PrincipalTag/team': 'red' },
    '2012-10-17',
    false,
  ],
  ['a literal star', 'StringLike', '${*}', { k: 'a' }, '2012-10-17', false],
  ['a literal star, met', 'StringLike', '${*}', { k: '*' }, '2012-10-17', true],
  [
    'a wildcard in a value is a character',
    'StringLike',
    '${aws:UserAgent}',
    { k: 'ab', 'aws:UserAgent': 'a*' },
    '2012-10-17',
    false,
  ],
  [
    'an ARN',
    'ArnEquals',
    'arn:aws:iam::${aws:PrincipalAccount}:role/x',
    { k: 'arn:aws:iam::111122223333:role/x', 'aws:PrincipalAccount': '111122223333' },
    '2012-10-17',
    true,
  ],
  [
    'an old policy has none',
    'StringEquals',
    '${aws:username}',
    { k: 'alice', 'aws:username': 'alice' },
    '2008-10-17',
    false,
  ],
  ['and means the text', 'StringEquals', '${aws:username}', { k: '${aws:username}' }, '2008-10-17', true],
  [
    'no number is made of one',
    'NumericEquals',
    '${aws:EpochTime}',
    { k: '5', 'aws:EpochTime': '5' },
    '2012-10-17',
    false,
  ],
] as const) {
  test(`policy variables: ${what}`, () => {
    assert.equal(holds({ [operator]: { k: value } }, context, version), expected);
  });
}

test('a variable in a resource without a value matches no resource', () => {
  const ask = (element: object, context: ContextKeys): string => {
    const statement = { Effect: 'Deny', Action: '*', ...element };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: statement });
    return evaluatePolicy(policy, {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/al/x',
      principal: null,
      context,
    });
  };
  const home = 'arn:aws:s3:::b/${aws:username}/*';
  assert.equal(ask({ Resource: home }, { 'aws:username': 'al' }), 'deny');
  assert.equal(ask({ Resource: home }, {}), 'none');
  assert.equal(ask({ NotResource: home }, {}), 'deny');
});
