/**
 * The five managed policies that bound a root session, word for word as AWS publishes them (version v1, unchanged since
 * 2024-11-06). All statements are Deny: a root principal may do everything, a task policy only subtracts.
 */
import type { PolicyText } from '../../world/account.ts';
import type { RootFeature } from '../../world/organization.ts';

export type RootTask = { readonly policy: PolicyText; readonly feature: RootFeature };

const ROOT = 'arn:aws:iam::*:root';

const READ_CREDENTIALS = [
  'iam:ListAccessKeys',
  'iam:ListSigningCertificates',
  'iam:GetLoginProfile',
  'iam:ListMFADevices',
];
const READ_DETAILS = ['iam:GetUser', 'iam:GetAccessKeyLastUsed'];

const AUDIT = {
  allBut: [...READ_CREDENTIALS, 'iam:GetAccountSummary', ...READ_DETAILS],
  second: {
    Sid: 'DenyAuditingCredentialsOnNonRootUserResource',
    Effect: 'Deny',
    Action: [...READ_CREDENTIALS, ...READ_DETAILS],
    NotResource: ROOT,
  },
};

const PASSWORD_ACTIONS = ['iam:CreateLoginProfile', 'iam:GetLoginProfile'];
const CREATE_PASSWORD = {
  allBut: PASSWORD_ACTIONS,
  second: {
    Sid: 'DenyCreatingPasswordOnNonRootUserResource',
    Effect: 'Deny',
    Action: PASSWORD_ACTIONS,
    NotResource: ROOT,
  },
};

const DELETE_ACTIONS = [
  'iam:DeleteAccessKey',
  'iam:DeleteSigningCertificate',
  'iam:DeleteLoginProfile',
  'iam:DeactivateMFADevice',
  'iam:DeleteVirtualMFADevice',
  ...READ_CREDENTIALS,
  ...READ_DETAILS,
];
const DELETE_CREDENTIALS = {
  allBut: DELETE_ACTIONS,
  second: {
    Sid: 'DenyDeletingRootUserCredentialsOnNonRootUserResource',
    Effect: 'Deny',
    Action: DELETE_ACTIONS,
    NotResource: ROOT,
  },
};

const BUCKET_ACTIONS = ['s3:DeleteBucketPolicy', 's3:PutBucketPolicy', 's3:GetBucketPolicy', 's3:ListAllMyBuckets'];
const UNLOCK_BUCKET = {
  allBut: BUCKET_ACTIONS,
  second: {
    Sid: 'DenyManagingBucketPolicyForNonRootCallers',
    Effect: 'Deny',
    Action: BUCKET_ACTIONS,
    Resource: '*',
    Condition: { StringNotLike: { 'aws:PrincipalArn': ROOT } },
  },
};

const QUEUE_ACTIONS = ['sqs:SetQueueAttributes', 'sqs:GetQueueAttributes', 'sqs:ListQueues', 'sqs:GetQueueUrl'];
const UNLOCK_QUEUE = {
  allBut: QUEUE_ACTIONS,
  second: {
    Sid: 'DenyGettingQueueAttributesOnNonOwnQueue',
    Effect: 'Deny',
    Action: ['sqs:GetQueueAttributes'],
    Resource: 'arn:aws:sqs:*:*:*',
    Condition: { StringNotEqualsIfExists: { 'aws:ResourceAccount': ['${aws:PrincipalAccount}'] } },
  },
  third: {
    Sid: 'DenyActionsForNonRootUser',
    Effect: 'Deny',
    Action: QUEUE_ACTIONS,
    Resource: '*',
    Condition: { StringNotLike: { 'aws:PrincipalArn': ROOT } },
  },
};

type Parts = { readonly allBut: readonly string[]; readonly second: object; readonly third?: object };

function policy({ allBut, second, third }: Parts): PolicyText {
  const first = { Sid: 'DenyAllOtherActionsOnAnyResource', Effect: 'Deny', NotAction: allBut, Resource: '*' };
  const statements = third === undefined ? [first, second] : [first, second, third];
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function task(name: string, parts: Parts, feature: RootFeature): readonly [string, RootTask] {
  return [`arn:aws:iam::aws:policy/root-task/${name}`, { policy: policy(parts), feature }];
}

/** By ARN. */
export const ROOT_TASKS: ReadonlyMap<string, RootTask> = new Map([
  task('IAMAuditRootUserCredentials', AUDIT, 'RootCredentialsManagement'),
  task('IAMCreateRootUserPassword', CREATE_PASSWORD, 'RootCredentialsManagement'),
  task('IAMDeleteRootUserCredentials', DELETE_CREDENTIALS, 'RootCredentialsManagement'),
  task('S3UnlockBucketPolicy', UNLOCK_BUCKET, 'RootSessions'),
  task('SQSUnlockQueuePolicy', UNLOCK_QUEUE, 'RootSessions'),
]);
