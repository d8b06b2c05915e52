import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSamePolicy } from '../../src/remediate/same-policy.ts';

const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: statement });
const deny = { Effect: 'Deny', Principal: '*', Action: ['s3:*'], Resource: 'arn:aws:s3:::b' };

for (const [promise, one, other, same] of [
  ['layout is no difference', policy([deny]), JSON.stringify(JSON.parse(policy([deny])), null, 2), true],
  ['a list of one is its element', policy([deny]), policy({ ...deny, Action: 's3:*' }), true],
  ['order of keys is no difference', policy([{ a: 1, b: 2 }]), policy([{ b: 2, a: 1 }]), true],
  ['order of statements is one', policy([deny, { a: 1 }]), policy([{ a: 1 }, deny]), false],
  ['another action is one', policy([deny]), policy([{ ...deny, Action: 's3:Get*' }]), false],
  ['no policy is no policy', null, null, true],
  ['no policy is not some policy', null, policy([deny]), false],
  ['what is not JSON is compared as text', 'x', 'x ', false],
] as const)
  test(promise, () => {
    assert.equal(isSamePolicy(one, other), same);
  });
