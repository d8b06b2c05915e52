/** Each obligation is shown a pair of policies that breaks it, and one that only looks as if it did. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carvedActions } from '../../../src/domain/verdict.ts';
import { parsePolicy } from '../../../src/policy/parse.ts';
import type { PolicyText } from '../../../src/policy/repair/limits.ts';
import {
  deniesLess,
  deniesMore,
  freesOthers,
  objectionTo,
  type Replacement,
  touchesGrants,
} from '../../../src/policy/repair/prove.ts';

function read(text: string): PolicyText {
  const parsed = parsePolicy(text);
  assert.ok('policy' in parsed, text);
  return { text, policy: parsed.policy };
}

const policy = (...statements: readonly object[]) =>
  read(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const role = 'arn:aws:iam::111122223333:role/BreakGlass';
const deny = (changes: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...changes });
const allow = (name: string) => ({ Effect: 'Allow', Principal: '*', Action: `s3:${name}`, Resource: '*' });
const but = (names: readonly string[]) => ({ Action: undefined, NotAction: names });
const managed = carvedActions.s3;
const exempt = (...arns: readonly string[]) => ({ Condition: { ArnNotLike: { 'aws:PrincipalArn': arns } } });

const replacement = (before: PolicyText, after: PolicyText, breakGlass: readonly string[] = []): Replacement => ({
  service: 's3',
  carved: managed,
  before,
  after,
  breakGlass,
});

for (const [what, before, after, objection] of [
  ['no action but the carved ones', deny({}), [deny(but(managed))], undefined],
  ['an action', deny({}), [deny(but([...managed, 's3:GetObject']))], 'Statement 0 would no longer deny `s3:getobject`'],
  [
    'a name that AWS has yet to give',
    deny({ Action: 's3:Put*' }),
    [deny({ Action: ['s3:PutA*', 's3:PutObject*'] })],
    'Statement 0 would no longer deny `s3:put`',
  ],
  ['nothing, being split', deny({}), [deny({ Action: 's3:Get*' }), deny(but([...managed, 's3:Get*']))], undefined],
  [
    'nothing, being written in another way',
    deny({ Principal: { AWS: ['*'] } }),
    [deny({ ...but(managed), Resource: ['*'] })],
    undefined,
  ],
  ['principals', deny({}), [deny({ Principal: { AWS: '111122223333' } })], 'Statement 0 would no longer deny `s3:`'],
  ['resources', deny({}), [deny({ Resource: 'arn:aws:s3:::b' })], 'Statement 0 would no longer deny `s3:`'],
  ['contexts', deny({}), [deny(exempt(role))], 'Statement 0 would no longer deny `s3:`'],
  [
    'contexts, a value more being one context less',
    deny(exempt(role)),
    [deny(exempt(role, `${role}2`))],
    'Statement 0 would no longer deny `s3:`',
  ],
  ['everything', deny({}), [allow('GetObject')], 'Statement 0 would no longer deny `s3:`'],
] as const) {
  test(`denies less: ${what}`, () => {
    const pair = replacement(policy(before), policy(...after));
    assert.equal(deniesLess(pair), objection);
    assert.equal(objectionTo(pair), objection);
  });
}

for (const [what, after, objection] of [
  [
    'not those who are no break-glass principal',
    [deny(but(managed)), deny({ Action: managed, ...exempt(role) })],
    undefined,
  ],
  ['everybody', [deny(but(managed))], 'Statement 0 would no longer deny `s3:GetBucketPolicy` to others'],
  [
    'somebody else besides',
    [deny(but(managed)), deny({ Action: managed, ...exempt(role, 'arn:aws:iam::111122223333:*') })],
    'Statement 0 would no longer deny `s3:GetBucketPolicy` to others',
  ],
  [
    'all, for one action',
    [deny(but(managed)), deny({ Action: managed.slice(0, 2), ...exempt(role) })],
    'Statement 0 would no longer deny `s3:DeleteBucketPolicy` to others',
  ],
] as const) {
  test(`frees others: ${what}`, () => {
    const pair = replacement(policy(deny({})), policy(...after), [role]);
    assert.equal(freesOthers(pair), objection);
    assert.equal(objectionTo(pair), objection);
  });
}

for (const [what, after, objection] of [
  ['not by names that do not exist yet', [deny({ Action: ['s3:Put*', 's3:E*'] })], undefined],
  [
    'by an action that exists',
    [deny({ Action: ['s3:Put*', 's3:GetObject'] })],
    'Statement 0 would deny `s3:GetObject`, which was not denied',
  ],
  [
    'by reaching other resources',
    [deny({ Action: 's3:Put*' }), deny({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::c/*' })],
    'Statement 1 would deny `s3:PutObject`, which was not denied',
  ],
] as const) {
  test(`denies more: ${what}`, () => {
    const pair = replacement(policy(deny({ Action: 's3:Put*' })), policy(...after));
    assert.equal(deniesMore(pair), objection);
    if (objection !== undefined) assert.notEqual(objectionTo(pair), undefined);
  });
}

for (const [what, before, after, isTouched] of [
  ['not by what happens around it', policy(deny({}), allow('GetObject')), policy(allow('GetObject')), false],
  ['by another action', policy(allow('GetObject')), policy(allow('PutObject')), true],
  ['by one grant more', policy(allow('GetObject')), policy(allow('GetObject'), allow('PutObject')), true],
  ['by one less', policy(allow('GetObject')), policy(deny({})), true],
  [
    'by another order',
    policy(allow('GetObject'), allow('PutObject')),
    policy(allow('PutObject'), allow('GetObject')),
    true,
  ],
  [
    'by a single space',
    policy(allow('GetObject')),
    read(`{"Version":"2012-10-17","Statement":${JSON.stringify(allow('GetObject')).replace(',', ' ,')}}`),
    true,
  ],
  [
    'by another version, in which `${` means something else',
    policy(allow('GetObject')),
    read(JSON.stringify({ Statement: [allow('GetObject')] })),
    true,
  ],
] as const) {
  test(`touches grants: ${what}`, () => {
    assert.equal(touchesGrants({ before, after }) !== undefined, isTouched);
    if (isTouched) assert.notEqual(objectionTo(replacement(before, after)), undefined);
  });
}
