/**
 * What AWS showed by hand when it announced central root access, step by step against the simulated organization:
 * https://aws.amazon.com/blogs/aws/centrally-managing-root-access-for-customers-using-aws-organizations/
 * The steps build on each other, so they are one story, told in order.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  GetAccountSummaryCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAccountCommand,
  DescribeCreateAccountStatusCommand,
  EnableAWSServiceAccessCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const organization = await openSimulatedOrganization({ rootAccess: false });
after(() => organization[Symbol.asyncDispose]());
const management = organization.asAdministratorOf(organization.managementAccountId);
const Bucket = 'the-announcement-s-bucket';

test("the announcement's walk-through, by hand", async (t) => {
  let member = '';
  await t.test('a member account is created', async () => {
    const { CreateAccountStatus } = await management.organizations.send(
      new CreateAccountCommand({ AccountName: 'workload', Email: 'workload@example.com' }),
    );
    member = await createdAccount(management.organizations, CreateAccountStatus?.Id);
  });

  await t.test('central root access is switched on: trusted access, then both features', async () => {
    await assert.rejects(organization.openRootSession(member, 'S3UnlockBucketPolicy'), { name: 'AccessDenied' });
    const { organizations, iam } = management;
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'iam.amazonaws.com' }));
    await iam.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
    const { EnabledFeatures } = await iam.send(new EnableOrganizationsRootSessionsCommand({}));
    assert.deepEqual(EnabledFeatures?.toSorted(), ['RootCredentialsManagement', 'RootSessions']);
  });

  await t.test('the account came without root credentials', async () => {
    const { iam } = organization.as(await organization.openRootSession(member, 'IAMAuditRootUserCredentials'));
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    assert.equal(SummaryMap?.AccountPasswordPresent, 0);
    assert.equal(SummaryMap.AccountAccessKeysPresent, 0);
    assert.equal(SummaryMap.AccountSigningCertificatesPresent, 0);
    assert.equal(SummaryMap.AccountMFAEnabled, 0);
  });

  const { s3: administrator } = organization.as(await assumeRole(member));
  await t.test('a bucket policy shuts everybody out, its author as well', async () => {
    await administrator.send(new CreateBucketCommand({ Bucket }));
    await administrator.send(new PutBucketPolicyCommand({ Bucket, Policy: denyAll(Bucket) }));
    await assert.rejects(administrator.send(new GetBucketPolicyCommand({ Bucket })), { name: 'AccessDenied' });
    await assert.rejects(administrator.send(new DeleteBucketPolicyCommand({ Bucket })), { name: 'AccessDenied' });
  });

  await t.test('a root session for that one task is the root of the account', async () => {
    const root = organization.as(await organization.openRootSession(member, 'S3UnlockBucketPolicy'));
    const { Arn } = await root.sts.send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, `arn:aws:iam::${member}:root`);
    await root.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  });

  await t.test('the administrator is let in again, and puts a correct policy', async () => {
    await assert.rejects(administrator.send(new GetBucketPolicyCommand({ Bucket })), { name: 'NoSuchBucketPolicy' });
    const Policy = onlyOverTls(Bucket);
    await administrator.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    assert.equal((await administrator.send(new GetBucketPolicyCommand({ Bucket }))).Policy, Policy);
  });
});

/** Asks until AWS has created it. */
async function createdAccount(organizations: OrganizationsClient, requestId: string | undefined): Promise<string> {
  for (;;) {
    const { CreateAccountStatus } = await organizations.send(
      new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: requestId }),
    );
    if (CreateAccountStatus?.State !== 'IN_PROGRESS') return CreateAccountStatus?.AccountId ?? '';
  }
}

async function assumeRole(accountId: string) {
  const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'administrator' });
  const { Credentials } = await management.sts.send(command);
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

const both = (bucket: string) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
const deny = (bucket: string, rest: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: both(bucket), ...rest }],
  });
const denyAll = (bucket: string) => deny(bucket, {});
const onlyOverTls = (bucket: string) => deny(bucket, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
