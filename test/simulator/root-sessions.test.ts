/** A root session does its one task, and is refused everything else, by the word of its task policy. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  DeleteVirtualMFADeviceCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  ListAccessKeysCommand,
  ListOrganizationsFeaturesCommand,
} from '@aws-sdk/client-iam';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { GetBucketPolicyCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());

const { accountId: member, name: Bucket } = organization.addBucket();
const { url: QueueUrl } = organization.addQueue();

type Clients = ReturnType<typeof organization.as>;
const serialNumber = `arn:aws:iam::${member}:mfa/root-account-mfa-device`;

for (const [promise, task, attempt] of [
  [
    'an audit session deletes nothing',
    'IAMAuditRootUserCredentials',
    ({ iam }: Clients) => iam.send(new DeleteLoginProfileCommand({})),
  ],
  [
    'a delete session creates nothing',
    'IAMDeleteRootUserCredentials',
    ({ iam }: Clients) => iam.send(new CreateLoginProfileCommand({})),
  ],
  [
    'a delete session reads no summary',
    'IAMDeleteRootUserCredentials',
    ({ iam }: Clients) => iam.send(new GetAccountSummaryCommand({})),
  ],
  [
    'a delete session deletes no virtual device',
    'IAMDeleteRootUserCredentials',
    ({ iam }: Clients) => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: serialNumber })),
  ],
  [
    'a recovery session lists no keys',
    'IAMCreateRootUserPassword',
    ({ iam }: Clients) => iam.send(new ListAccessKeysCommand({})),
  ],
  [
    'a bucket session touches no credential',
    'S3UnlockBucketPolicy',
    ({ iam }: Clients) => iam.send(new GetLoginProfileCommand({})),
  ],
  [
    'no session makes an access key',
    'IAMDeleteRootUserCredentials',
    ({ iam }: Clients) => iam.send(new CreateAccessKeyCommand({})),
  ],
  [
    'no session lists the features',
    'IAMAuditRootUserCredentials',
    ({ iam }: Clients) => iam.send(new ListOrganizationsFeaturesCommand({})),
  ],
  [
    'a bucket session reads no objects',
    'S3UnlockBucketPolicy',
    ({ s3 }: Clients) => s3.send(new ListObjectsV2Command({ Bucket })),
  ],
  [
    'a queue session reads no bucket policy',
    'SQSUnlockQueuePolicy',
    ({ s3 }: Clients) => s3.send(new GetBucketPolicyCommand({ Bucket })),
  ],
  [
    'a bucket session reads no queue',
    'S3UnlockBucketPolicy',
    ({ sqs }: Clients) => sqs.send(new GetQueueAttributesCommand({ QueueUrl })),
  ],
  [
    'a queue session purges no queue',
    'SQSUnlockQueuePolicy',
    ({ sqs }: Clients) => sqs.send(new PurgeQueueCommand({ QueueUrl })),
  ],
] as const) {
  test(`outside of its task policy: ${promise}`, async () => {
    const clients = organization.as(await organization.openRootSession(member, task));
    // S3, IAM and STS name it so; SQS and Organizations add a word.
    await assert.rejects(attempt(clients), { name: /^AccessDenied(?:Exception)?$/ });
  });
}

test('a root session does not speak for the organization', async () => {
  const { organizations } = organization.as(await organization.openRootSession(member, 'IAMAuditRootUserCredentials'));
  await assert.rejects(organizations.send(new ListAccountsCommand({})), { name: 'AccessDeniedException' });
});
