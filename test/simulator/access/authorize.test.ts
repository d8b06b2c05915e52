import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Access } from '../../../src/simulator/access/authorize.ts';
import type { Caller } from '../../../src/simulator/wire/caller.ts';
import type { World } from '../../../src/simulator/world/world.ts';
import {
  bareRequest,
  MEMBER,
  OTHER_MEMBER,
  OU,
  refusalOf,
  roleSession,
  rootSession,
  smallWorld,
  user,
} from '../../support/asked-of-the-simulator.ts';

const BUCKET = 'arn:aws:s3:::data';
const QUEUE = `arn:aws:sqs:eu-west-1:${MEMBER}:jobs`;

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const denyAll = policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' });
const grant = (principal: unknown, action = 's3:*'): string =>
  policy({ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' });
const nothing = policy({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });

const onBucket = (resourcePolicy: string | null, changes: Partial<Access> = {}): Access => ({
  action: 's3:PutBucketPolicy',
  resource: BUCKET,
  resourceAccountId: MEMBER,
  resourcePolicy,
  ...changes,
});
const onQueue = (resourcePolicy: string | null, changes: Partial<Access> = {}): Access => ({
  action: 'sqs:SetQueueAttributes',
  resource: QUEUE,
  resourceAccountId: MEMBER,
  resourcePolicy,
  ...changes,
});

const unlockBucket = rootSession(MEMBER, 'S3UnlockBucketPolicy');
const unlockQueue = rootSession(MEMBER, 'SQSUnlockQueuePolicy');
const rootUser: Caller = {
  kind: 'root-user',
  accountId: MEMBER,
  arn: `arn:aws:iam::${MEMBER}:root`,
  principalArn: `arn:aws:iam::${MEMBER}:root`,
  userId: MEMBER,
  accessKeyId: 'AKIA3',
};
const anonymous: Caller = { kind: 'anonymous' };
const alice = user(MEMBER);
const powerless = user(MEMBER, [nothing]);
const stranger = user(OTHER_MEMBER);

/** Null: allowed. Else how AWS's message ends. */
type Row = readonly [what: string, caller: Caller, access: Access, refusal: string | null];

const NO_IDENTITY = 'because no identity-based policy allows the s3:PutBucketPolicy action';
const NO_RESOURCE = 'because no resource-based policy allows the s3:PutBucketPolicy action';
const BY_RESOURCE = 'with an explicit deny in a resource-based policy';

const rows: readonly Row[] = [
  ['an administrator, no policy on the bucket', alice, onBucket(null), null],
  ['an administrator, denied by the bucket', alice, onBucket(denyAll), BY_RESOURCE],
  ['an administrator, the bucket grants somebody else', alice, onBucket(grant({ AWS: OTHER_MEMBER })), null],
  ['somebody without permission', powerless, onBucket(null), NO_IDENTITY],
  ['somebody whom the bucket grants by name', powerless, onBucket(grant({ AWS: alice.arn })), null],
  ['somebody whom the bucket grants as everybody', powerless, onBucket(grant('*')), null],
  ['somebody whose account the bucket grants', powerless, onBucket(grant({ AWS: MEMBER })), NO_IDENTITY],
  [
    'denied by their own policy',
    user(MEMBER, [grant('*'), policy({ Effect: 'Deny', Action: 's3:Put*', Resource: '*' })]),
    onBucket(grant('*')),
    'with an explicit deny in an identity-based policy',
  ],
  ['another account, no grant', stranger, onBucket(null), NO_RESOURCE],
  ['another account, granted', stranger, onBucket(grant({ AWS: OTHER_MEMBER })), null],
  [
    'another account, granted, but not by its own administrators',
    user(OTHER_MEMBER, [nothing]),
    onBucket(grant({ AWS: OTHER_MEMBER })),
    NO_IDENTITY,
  ],
  ['a role session', roleSession(MEMBER), onBucket(null), null],
  [
    'a role session of a role that is denied',
    roleSession(MEMBER),
    onBucket(
      policy({ Effect: 'Deny', Principal: { AWS: `arn:aws:iam::${MEMBER}:role/admin` }, Action: '*', Resource: '*' }),
    ),
    BY_RESOURCE,
  ],
  [
    'a role session, its session policy says nothing of it',
    roleSession(MEMBER, { sessionPolicies: [nothing] }),
    onBucket(null),
    'because no session policy allows the s3:PutBucketPolicy action',
  ],
  [
    'a role session, its session policy denies',
    roleSession(MEMBER, { sessionPolicies: [denyAll] }),
    onBucket(null),
    'with an explicit deny in a session policy',
  ],

  [
    "the root user, denied by the bucket, about the bucket's policy",
    rootUser,
    onBucket(denyAll, { isRootExemptFromResourcePolicy: true }),
    null,
  ],
  ['the root user, denied by the bucket, about anything else', rootUser, onBucket(denyAll), BY_RESOURCE],
  [
    'a root session in its task, denied by the bucket',
    unlockBucket,
    onBucket(denyAll, { isRootExemptFromResourcePolicy: true }),
    null,
  ],
  [
    'a root session in another task',
    unlockQueue,
    onBucket(null, { isRootExemptFromResourcePolicy: true }),
    'with an explicit deny in a session policy',
  ],
  [
    'the root of another account',
    rootSession(OTHER_MEMBER, 'S3UnlockBucketPolicy'),
    onBucket(denyAll, { isRootExemptFromResourcePolicy: true }),
    BY_RESOURCE,
  ],
];

for (const [what, caller, access, refusal] of rows) {
  test(`on a bucket: ${what}`, () => {
    const fault = refusalOf(bareRequest('s3'), caller, smallWorld(), access);
    if (refusal === null) {
      assert.equal(fault?.message, undefined);
      return;
    }
    assert.ok(fault !== null && caller.kind !== 'anonymous');
    assert.equal(
      fault.message,
      `User: ${caller.arn} is not authorized to perform: s3:PutBucketPolicy on resource: "${BUCKET}" ${refusal}`,
    );
    assert.deepEqual([fault.code, fault.status], ['AccessDenied', 403]);
  });
}

test('an anonymous caller needs a grant, and learns nothing when refused', () => {
  const ask = (resourcePolicy: string | null) =>
    refusalOf(bareRequest('s3'), anonymous, smallWorld(), onBucket(resourcePolicy, { action: 's3:GetObject' }));
  assert.equal(ask(grant('*')), null);
  assert.equal(ask(null)?.message, 'Access Denied');
  assert.equal(ask(grant({ AWS: MEMBER }))?.message, 'Access Denied');
});

for (const [what, caller, access, allowed] of [
  ['a root session gets past a policy that denies everybody', unlockQueue, onQueue(denyAll), true],
  ['the root user does not', rootUser, onQueue(denyAll), false],
  ['nor does an administrator', alice, onQueue(denyAll), false],
  ['what only the owner may do is not to be granted', stranger, onQueue(grant({ AWS: OTHER_MEMBER }, 'sqs:*')), false],
  [
    'what may be granted is granted',
    stranger,
    onQueue(grant({ AWS: OTHER_MEMBER }, 'sqs:*'), { action: 'sqs:SendMessage' }),
    true,
  ],
] as const) {
  test(`on a queue: ${what}`, () => {
    const fault = refusalOf(bareRequest('sqs'), caller, smallWorld(), access);
    assert.equal(fault === null, allowed, fault?.message);
  });
}

test('a world can be set to bind root sessions by queue policies', () => {
  const world = smallWorld();
  world.settings.queuePoliciesBindRootSessions = true;
  assert.ok(refusalOf(bareRequest('sqs'), unlockQueue, world, onQueue(denyAll)) !== null);
});

for (const [service, code, status, extras] of [
  ['s3', 'AccessDenied', 403, {}],
  ['iam', 'AccessDenied', 403, {}],
  ['sts', 'AccessDenied', 403, {}],
  ['organizations', 'AccessDeniedException', 400, {}],
  ['sqs', 'AccessDeniedException', 400, { queryCode: 'AccessDenied' }],
] as const) {
  test(`${service} refuses in its own way`, () => {
    const access = { action: `${service}:Something`, resource: '*', resourceAccountId: null };
    const fault = refusalOf(bareRequest(service), powerless, smallWorld(), access);
    assert.ok(fault !== null);
    assert.deepEqual([fault.code, fault.status, fault.extras], [code, status, extras]);
  });
}

const attach = (world: World, target: string, ...texts: readonly string[]): World => {
  const policies = texts.map((text, index) => ({ id: `p-${index}`, name: `policy ${index}`, text }));
  world.organization.serviceControlPolicies.set(target, policies);
  return world;
};
const denyRoot = policy({
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
});
const denyRootButSessions = policy({
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] }, Null: { 'aws:AssumedRoot': 'true' } },
});
const onlyS3 = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const onlyQueues = policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
const BY_SCP = 'with an explicit deny in a service control policy';
const NO_SCP = 'because no service control policy allows the s3:PutBucketPolicy action';

for (const [what, target, texts, caller, refusal] of [
  ['a denial on the account binds its users', MEMBER, [denyAll], alice, BY_SCP],
  ['a denial on the unit above', OU, [denyAll], alice, BY_SCP],
  ['a denial on the root of the tree', null, [denyAll], alice, BY_SCP],
  ['a denial elsewhere does not', OTHER_MEMBER, [denyAll], alice, null],
  ['a denial of root binds root sessions', MEMBER, [denyRoot], unlockBucket, BY_SCP],
  ['and the root user, and nobody else', MEMBER, [denyRoot], alice, null],
  ['unless it leaves out assumed root', MEMBER, [denyRootButSessions], unlockBucket, null],
  ['which spares no root user', MEMBER, [denyRootButSessions], rootUser, BY_SCP],
  ['a level that allows this', OU, [onlyS3], alice, null],
  ['a level that allows something else', OU, [onlyQueues], alice, NO_SCP],
  ['binds root as well', OU, [onlyQueues], rootUser, NO_SCP],
] as const) {
  test(`service control policies: ${what}`, () => {
    const world = smallWorld();
    attach(world, target ?? world.organization.rootId, ...texts);
    const access = onBucket(null, { isRootExemptFromResourcePolicy: true });
    const fault = refusalOf(bareRequest('s3'), caller, world, access);
    assert.equal(fault?.message.endsWith(refusal ?? ' ') ?? refusal === null, true, fault?.message);
  });
}

test('service control policies do not bind the management account', () => {
  const world = smallWorld();
  const { managementAccountId, rootId } = world.organization;
  attach(world, rootId, denyAll);
  const access = { action: 'organizations:ListAccounts', resource: '*', resourceAccountId: null };
  assert.equal(refusalOf(bareRequest('organizations'), user(managementAccountId), world, access), null);
});

/** A Deny on the bucket, with that condition: does it catch the caller? */
const catches = (condition: object, caller: Caller, headers: Readonly<Record<string, string>> = {}): boolean => {
  const text = policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: condition });
  return refusalOf(bareRequest('s3', headers), caller, smallWorld(), onBucket(text)) !== null;
};
const organizationId = smallWorld().organization.id;

for (const [key, value, caller, headers] of [
  ['aws:PrincipalArn', alice.arn, alice],
  ['aws:PrincipalArn', `arn:aws:iam::${MEMBER}:role/admin`, roleSession(MEMBER)],
  ['aws:PrincipalArn', `arn:aws:iam::${MEMBER}:root`, rootUser],
  ['aws:PrincipalAccount', MEMBER, alice],
  ['aws:PrincipalOrgID', organizationId, alice],
  ['aws:PrincipalOrgPaths', `${organizationId}/${smallWorld().organization.rootId}/${OU}/`, alice],
  ['aws:PrincipalType', 'User', alice],
  ['aws:PrincipalType', 'AssumedRole', roleSession(MEMBER)],
  ['aws:PrincipalType', 'Account', rootUser],
  ['aws:userid', 'AROAADMIN23456789012:monday', roleSession(MEMBER)],
  ['aws:username', 'alice', alice],
  ['aws:TokenIssueTime', '1970-01-01T00:00:00Z', roleSession(MEMBER)],
  ['aws:MultiFactorAuthPresent', 'false', roleSession(MEMBER)],
  ['aws:SourceIp', '198.51.100.7', alice],
  ['aws:SourceIp', '203.0.113.5', alice, { 'x-simulator-source-ip': '203.0.113.5' }],
  ['aws:SourceVpce', 'vpce-1', alice, { 'x-simulator-source-vpce': 'vpce-1' }],
  ['aws:SourceVpc', 'vpc-1', alice, { 'x-simulator-source-vpce': 'vpce-1', 'x-simulator-source-vpc': 'vpc-1' }],
  ['aws:VpcSourceIp', '10.0.0.9', alice, { 'x-simulator-source-vpce': 'vpce-1', 'x-simulator-source-ip': '10.0.0.9' }],
  ['aws:SecureTransport', 'true', alice],
  ['aws:SecureTransport', 'false', alice, { 'x-simulator-secure-transport': 'false' }],
  ['aws:UserAgent', 'aws-cli/2', alice, { 'user-agent': 'aws-cli/2' }],
  ['aws:Referer', 'https://example.com', alice, { referer: 'https://example.com' }],
  ['aws:RequestedRegion', 'eu-west-1', alice],
  ['aws:ResourceAccount', MEMBER, alice],
  ['aws:ResourceOrgID', organizationId, alice],
  ['s3:ResourceAccount', MEMBER, alice],
  ['s3:authType', 'REST-HEADER', alice],
  ['aws:PrincipalIsAWSService', 'false', alice],
  ['aws:ViaAWSService', 'false', alice],
] as const) {
  const shown = `${key} is ${value}`;
  test(`the context of a request: ${shown}${headers === undefined ? '' : ' when its headers say so'}`, () => {
    assert.equal(catches({ StringEquals: { [key]: value } }, caller, headers), true);
  });
}

for (const [key, caller, headers] of [
  ['aws:SourceIp', alice, { 'x-simulator-source-vpce': 'vpce-1' }],
  ['aws:SourceVpce', alice],
  ['aws:username', roleSession(MEMBER)],
  ['aws:MultiFactorAuthPresent', alice],
  ['aws:TokenIssueTime', alice],
  ['aws:AssumedRoot', rootUser],
  ['aws:SourceArn', alice],
  ['s3:x-amz-server-side-encryption', alice],
] as const) {
  test(`the context of a request: ${key} is absent${headers === undefined ? '' : ' through an endpoint'}`, () => {
    assert.equal(catches({ Null: { [key]: 'true' } }, caller, headers), true);
  });
}

test('the time is that of the simulated AWS', () => {
  const world = smallWorld();
  world.clock.skewMs = -world.clock.now();
  const text = policy({
    Effect: 'Deny',
    Principal: '*',
    Action: '*',
    Resource: '*',
    Condition: { DateLessThan: { 'aws:CurrentTime': '1970-01-02' }, NumericLessThan: { 'aws:EpochTime': '3600' } },
  });
  assert.ok(refusalOf(bareRequest('s3'), alice, world, onBucket(text)) !== null);
  world.clock.skewMs = 0;
  assert.equal(refusalOf(bareRequest('s3'), alice, world, onBucket(text)), null);
});
