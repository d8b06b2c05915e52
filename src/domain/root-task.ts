/**
 * The five things a root session may be opened for. AWS knows no sixth: each is an AWS-managed, Deny-only policy
 * that takes everything else away from the session (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html).
 */
import type { AccountId } from './account.ts';

export const rootTasks = [
  'IAMAuditRootUserCredentials',
  'IAMCreateRootUserPassword',
  'IAMDeleteRootUserCredentials',
  'S3UnlockBucketPolicy',
  'SQSUnlockQueuePolicy',
] as const;

export type RootTask = (typeof rootTasks)[number];

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

export function parseRootTask(value: unknown): RootTask | undefined {
  return rootTasks.find((task) => task === value);
}

/** Who a root session acts as, and what is made rootless. */
export const rootUserArn = (account: AccountId, partition: Partition = 'aws'): string =>
  `arn:${partition}:iam::${account}:root`;

export const taskPolicyArn = (partition: Partition, task: RootTask): string =>
  `arn:${partition}:iam::aws:policy/root-task/${task}`;

/** The organization feature that AWS wants switched on before it opens a session for the task. */
export const featureOf = (task: RootTask): 'RootCredentialsManagement' | 'RootSessions' =>
  task === 'S3UnlockBucketPolicy' || task === 'SQSUnlockQueuePolicy' ? 'RootSessions' : 'RootCredentialsManagement';
