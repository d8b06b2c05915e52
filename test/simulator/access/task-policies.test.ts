/** What a root session may do in each task, and that it may do nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bareRequest,
  MEMBER,
  OTHER_MEMBER,
  refusalOf,
  rootSession,
  smallWorld,
} from '../../support/asked-of-the-simulator.ts';

const IAM = [
  'ListAccessKeys',
  'ListSigningCertificates',
  'GetLoginProfile',
  'ListMFADevices',
  'GetAccountSummary',
  'GetUser',
  'GetAccessKeyLastUsed',
  'CreateLoginProfile',
  'DeleteAccessKey',
  'DeleteSigningCertificate',
  'DeleteLoginProfile',
  'DeactivateMFADevice',
  'DeleteVirtualMFADevice',
  'CreateAccessKey',
  'UpdateLoginProfile',
  'ListUsers',
  'CreateUser',
].map((name) => `iam:${name}`);
const S3 = [
  'DeleteBucketPolicy',
  'PutBucketPolicy',
  'GetBucketPolicy',
  'ListAllMyBuckets',
  'ListBucket',
  'GetObject',
  'PutObject',
  'DeleteBucket',
  'GetBucketLocation',
  'GetBucketPolicyStatus',
  'GetBucketPublicAccessBlock',
  'PutBucketPublicAccessBlock',
].map((name) => `s3:${name}`);
const SQS = [
  'SetQueueAttributes',
  'GetQueueAttributes',
  'ListQueues',
  'GetQueueUrl',
  'RemovePermission',
  'AddPermission',
  'DeleteQueue',
  'ReceiveMessage',
  'SendMessage',
  'PurgeQueue',
  'CreateQueue',
  'TagQueue',
].map((name) => `sqs:${name}`);
const EVERYTHING = [...IAM, ...S3, ...SQS, 'sts:AssumeRole', 'organizations:LeaveOrganization', 'ec2:RunInstances'];

const allowed: Readonly<Record<string, readonly string[]>> = {
  IAMAuditRootUserCredentials: IAM.slice(0, 7),
  IAMCreateRootUserPassword: ['iam:GetLoginProfile', 'iam:CreateLoginProfile'],
  IAMDeleteRootUserCredentials: [
    'iam:ListAccessKeys',
    'iam:ListSigningCertificates',
    'iam:GetLoginProfile',
    'iam:ListMFADevices',
    'iam:GetUser',
    'iam:GetAccessKeyLastUsed',
    'iam:DeleteAccessKey',
    'iam:DeleteSigningCertificate',
    'iam:DeleteLoginProfile',
    'iam:DeactivateMFADevice',
    'iam:DeleteVirtualMFADevice',
  ],
  S3UnlockBucketPolicy: S3.slice(0, 4),
  SQSUnlockQueuePolicy: SQS.slice(0, 4),
};

const world = smallWorld();
const ROOT = `arn:aws:iam::${MEMBER}:root`;
const QUEUE = `arn:aws:sqs:eu-west-1:${MEMBER}:jobs`;

const resourceFor = (action: string): string => {
  if (action === 'iam:GetAccountSummary' || action === 's3:ListAllMyBuckets') return '*';
  if (action.startsWith('iam:')) return ROOT;
  if (action.startsWith('sqs:')) return QUEUE;
  return action.startsWith('s3:') ? 'arn:aws:s3:::data' : '*';
};

const may = (task: string, action: string, resource: string, ownerId = MEMBER): boolean => {
  const access = { action, resource, resourceAccountId: ownerId };
  return refusalOf(bareRequest('iam'), rootSession(MEMBER, task), world, access) === null;
};

for (const [task, actions] of Object.entries(allowed)) {
  test(`${task} leaves exactly its own actions to a root session`, () => {
    assert.deepEqual(
      EVERYTHING.filter((action) => may(task, action, resourceFor(action))).toSorted(),
      actions.toSorted(),
    );
  });
}

for (const task of ['IAMAuditRootUserCredentials', 'IAMCreateRootUserPassword', 'IAMDeleteRootUserCredentials']) {
  test(`${task} reaches the credentials of no IAM user`, () => {
    const user = `arn:aws:iam::${MEMBER}:user/alice`;
    const reached = IAM.filter((action) => may(task, action, user));
    assert.deepEqual(reached, task === 'IAMAuditRootUserCredentials' ? ['iam:GetAccountSummary'] : []);
  });
}

test('a virtual MFA device is no root user, so its deletion is denied even in the task that names it', () => {
  const device = `arn:aws:iam::${MEMBER}:mfa/root-account-mfa-device`;
  assert.equal(may('IAMDeleteRootUserCredentials', 'iam:DeleteVirtualMFADevice', device), false);
});

test('attributes of a queue of another account are not to be read in the queue task', () => {
  const foreign = `arn:aws:sqs:eu-west-1:${OTHER_MEMBER}:jobs`;
  assert.equal(may('SQSUnlockQueuePolicy', 'sqs:GetQueueAttributes', foreign, OTHER_MEMBER), false);
});

test('the policies of the unlock tasks deny everything to whoever is not root', () => {
  for (const task of ['S3UnlockBucketPolicy', 'SQSUnlockQueuePolicy']) {
    const caller = rootSession(MEMBER, task);
    const impostor = { ...caller, principalArn: `arn:aws:iam::${MEMBER}:role/root` };
    for (const action of allowed[task] ?? []) {
      const access = { action, resource: resourceFor(action), resourceAccountId: MEMBER };
      assert.ok(refusalOf(bareRequest('iam'), impostor, world, access) !== null, `${task}: ${action}`);
    }
  }
});
