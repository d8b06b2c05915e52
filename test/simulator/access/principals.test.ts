import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluatePolicy } from '../../../src/simulator/access/evaluate-policy.ts';
import type { Principal } from '../../../src/simulator/access/match-principal.ts';

const A = '111122223333';
const ROOT_ARN = `arn:aws:iam::${A}:root`;
const ALICE = `arn:aws:iam::${A}:user/staff/alice`;
const ADMIN = `arn:aws:iam::${A}:role/admin`;
const SESSION = `arn:aws:sts::${A}:assumed-role/admin/monday`;
const FEDERATED = `arn:aws:sts::${A}:federated-user/bob`;

const who = {
  anonymous: { kind: 'anonymous' },
  service: { kind: 'service', name: 'logging.s3.amazonaws.com' },
  root: { kind: 'account', accountId: A, arns: [] },
  alice: { kind: 'account', accountId: A, arns: [ALICE], uniqueId: 'AIDAALICE23456789012' },
  session: { kind: 'account', accountId: A, arns: [ADMIN, SESSION], uniqueId: 'AROAADMIN23456789012' },
  federated: { kind: 'account', accountId: A, arns: [FEDERATED] },
  cognito: { kind: 'account', accountId: A, arns: [ADMIN, SESSION], federatedBy: 'cognito-identity.amazonaws.com' },
  canonical: { kind: 'account', accountId: A, arns: [ALICE], canonicalUserId: '79a59df900b949e5' },
  stranger: { kind: 'account', accountId: '999988887777', arns: ['arn:aws:iam::999988887777:user/staff/alice'] },
} as const satisfies Record<string, Principal>;

type Who = keyof typeof who;
const everybody: readonly Who[] = ['anonymous', 'service', 'root', 'alice', 'session', 'federated', 'stranger'];
const ofAccount: readonly Who[] = ['root', 'alice', 'session', 'federated'];

/** Whom a Deny with that element shuts out; all the others must stay out of it. */
const rows: readonly (readonly [what: string, element: object, shutOut: readonly Who[]])[] = [
  ['*', { Principal: '*' }, everybody],
  ['AWS: *', { Principal: { AWS: '*' } }, everybody],
  ['* in a list', { Principal: { AWS: [ALICE, '*'] } }, everybody],
  ['the account id', { Principal: { AWS: A } }, ofAccount],
  ['the root ARN, which means the account', { Principal: { AWS: ROOT_ARN } }, ofAccount],
  ['the root ARN of another partition', { Principal: { AWS: `arn:aws-cn:iam::${A}:root` } }, ofAccount],
  ['another account', { Principal: { AWS: '999988887777' } }, ['stranger']],
  ['a user', { Principal: { AWS: ALICE } }, ['alice']],
  ['a user without its path', { Principal: { AWS: `arn:aws:iam::${A}:user/alice` } }, []],
  ['a role, and so its sessions', { Principal: { AWS: ADMIN } }, ['session']],
  ['a session', { Principal: { AWS: SESSION } }, ['session']],
  ['another session of the role', { Principal: { AWS: `arn:aws:sts::${A}:assumed-role/admin/tuesday` } }, []],
  ['a federated user', { Principal: { AWS: FEDERATED } }, ['federated']],
  ['wildcards inside an ARN, which mean nothing', { Principal: { AWS: `arn:aws:iam::${A}:user/*` } }, []],
  ['an id that is gone', { Principal: { AWS: 'AIDADELETED456789012' } }, []],
  ['an id that lives', { Principal: { AWS: ['AIDAALICE23456789012', 'AROAADMIN23456789012'] } }, ['alice', 'session']],
  ['a service', { Principal: { Service: 'logging.s3.amazonaws.com' } }, ['service']],
  ['any service', { Principal: { Service: '*' } }, ['service']],
  ['two kinds', { Principal: { Service: 'logging.s3.amazonaws.com', AWS: ALICE } }, ['service', 'alice']],

  ['not *', { NotPrincipal: '*' }, []],
  [
    'not the root ARN: only root is spared',
    { NotPrincipal: { AWS: ROOT_ARN } },
    everybody.filter((name) => name !== 'root'),
  ],
  ['not a user: its account is not spared', { NotPrincipal: { AWS: ALICE } }, everybody],
  [
    'not a user and its account',
    { NotPrincipal: { AWS: [ALICE, ROOT_ARN] } },
    everybody.filter((name) => name !== 'alice' && name !== 'root'),
  ],
  [
    'not a role and its account: the session is denied',
    { NotPrincipal: { AWS: [ADMIN, A] } },
    everybody.filter((name) => name !== 'root'),
  ],
  [
    'not a session, its role and its account',
    { NotPrincipal: { AWS: [SESSION, ADMIN, A] } },
    everybody.filter((name) => name !== 'session' && name !== 'root'),
  ],
  [
    'not a service',
    { NotPrincipal: { Service: 'logging.s3.amazonaws.com' } },
    everybody.filter((name) => name !== 'service'),
  ],
  [
    'not an id that is gone',
    { NotPrincipal: { AWS: ['AIDADELETED456789012', ROOT_ARN] } },
    everybody.filter((name) => name !== 'root'),
  ],
];

const denies = (element: object, name: Who): boolean => {
  const statement = { Effect: 'Deny', Action: '*', Resource: '*', ...element };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/o', principal: who[name], context: {} };
  return evaluatePolicy(policy, request) === 'deny';
};

for (const [what, element, shutOut] of rows) {
  test(`a Deny for ${what}`, () => {
    assert.deepEqual(
      everybody.filter((name) => denies(element, name)),
      shutOut,
    );
  });
}

test('a canonical user id is another name of the account, a provider one of its sessions', () => {
  assert.equal(denies({ Principal: { CanonicalUser: '79a59df900b949e5' } }, 'canonical'), true);
  assert.equal(denies({ Principal: { CanonicalUser: '79a59df900b949e5' } }, 'alice'), false);
  assert.equal(denies({ Principal: { Federated: 'cognito-identity.amazonaws.com' } }, 'cognito'), true);
  assert.equal(denies({ Principal: { Federated: 'cognito-identity.amazonaws.com' } }, 'session'), false);
});
