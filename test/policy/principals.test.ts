import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyze } from '../../src/policy/analyze.ts';

const account = '111122223333';
const other = '444455556666';

const verdictOn = (element: object) =>
  analyze({
    service: 's3',
    account,
    resource: 'b',
    policyText: JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*', ...element },
    }),
  }).verdict;

for (const [principal, verdict] of [
  ['*', 'locked_out'],
  [{ AWS: '*' }, 'locked_out'],
  [{ AWS: [`arn:aws:iam::${account}:user/x`, '*'] }, 'locked_out'],
  [{ AWS: account }, 'locked_out'],
  [{ AWS: `arn:aws:iam::${account}:root` }, 'locked_out'],
  [{ AWS: [`arn:aws:iam::${other}:root`, account], Service: 'sns.amazonaws.com' }, 'locked_out'],
  [{ AWS: other }, 'open'],
  [{ AWS: `arn:aws:iam::${other}:root` }, 'open'],
  [{ AWS: `arn:aws:iam::${account}:user/x` }, 'open'],
  [{ AWS: `arn:aws:iam::${account}:role/path/x` }, 'open'],
  [{ AWS: `arn:aws:sts::${account}:assumed-role/r/s` }, 'open'],
  [{ AWS: `arn:aws:iam::${account}:role/*` }, 'open'],
  [{ AWS: 'AROAEXAMPLEDEAD12345' }, 'open'],
  [{ AWS: [] }, 'open'],
  [{ Service: '*' }, 'open'],
  [{ Federated: 'cognito-identity.amazonaws.com' }, 'open'],
  [{ CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }, 'unknown'],
] as const) {
  test(`Deny for Principal ${JSON.stringify(principal)}: ${verdict}`, () => {
    assert.equal(verdictOn({ Principal: principal }), verdict);
  });
}

for (const [principal, verdict] of [
  ['*', 'open'],
  [{ AWS: `arn:aws:iam::${account}:root` }, 'locked_out'],
  [{ AWS: account }, 'locked_out'],
  [{ AWS: other }, 'locked_out'],
  [{ AWS: `arn:aws:iam::${other}:role/x` }, 'locked_out'],
  [{ Service: 'cloudtrail.amazonaws.com' }, 'locked_out'],
  [{ AWS: 'AIDAEXAMPLEDEAD12345' }, 'locked_out'],
] as const) {
  test(`Deny for NotPrincipal ${JSON.stringify(principal)}: ${verdict}`, () => {
    assert.equal(verdictOn({ NotPrincipal: principal }), verdict);
  });
}
