/** The root user's credentials as IAM shows and removes them: root is whoever calls without a user name. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  CreateLoginProfileCommand,
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  DisableOrganizationsRootSessionsCommand,
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListOrganizationsFeaturesCommand,
  ListSigningCertificatesCommand,
  paginateListAccessKeys,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

// Large enough for the account that has every kind of credential.
const organization = await openSimulatedOrganization({ accounts: 24 });
after(() => organization[Symbol.asyncDispose]());

const { world, daemon, managementAccountId, events } = organization;
const everything = [...world.accounts.values()].find(
  ({ root, state }) => state === 'ACTIVE' && root.accessKeys.length === 2 && root.mfaDevices.length === 2,
);
assert.ok(everything !== undefined, 'the seed leaves every kind of root credential in one account');
const member = everything.id;

const summaryOf = async (iam: IAMClient) => {
  const { SummaryMap = {} } = await iam.send(new GetAccountSummaryCommand({}));
  return [
    SummaryMap.AccountPasswordPresent,
    SummaryMap.AccountAccessKeysPresent,
    SummaryMap.AccountSigningCertificatesPresent,
    SummaryMap.AccountMFAEnabled,
  ];
};

test('an audit session sees every kind of root credential', async () => {
  const { iam } = organization.as(await organization.openRootSession(member, 'IAMAuditRootUserCredentials'));
  assert.deepEqual(await summaryOf(iam), [1, 1, 1, 1]);
  assert.ok((await iam.send(new GetLoginProfileCommand({}))).LoginProfile?.CreateDate instanceof Date);
  assert.equal((await iam.send(new ListAccessKeysCommand({}))).AccessKeyMetadata?.length, 2);
  assert.equal((await iam.send(new ListSigningCertificatesCommand({}))).Certificates?.length, 1);
  assert.equal((await iam.send(new ListMFADevicesCommand({}))).MFADevices?.length, 2);
});

test('lists come in pages, however small', async (t) => {
  const { iamPageSize } = world.settings;
  world.settings.iamPageSize = 1;
  t.after(() => (world.settings.iamPageSize = iamPageSize));
  const { iam } = organization.as(await organization.openRootSession(member, 'IAMAuditRootUserCredentials'));
  const ids: (string | undefined)[] = [];
  for await (const page of paginateListAccessKeys({ client: iam }, {}))
    ids.push(...(page.AccessKeyMetadata ?? []).map((key) => key.AccessKeyId));
  assert.deepEqual(
    ids,
    everything.root.accessKeys.map((key) => key.accessKeyId),
  );
});

test('a left-over root access key works until it is deleted, and each deletion is told by an event', async () => {
  const key = everything.root.accessKeys.find(({ status }) => status === 'Active');
  assert.ok(key !== undefined);
  const asRoot = organization.as(key);
  assert.equal((await asRoot.sts.send(new GetCallerIdentityCommand({}))).Arn, `arn:aws:iam::${member}:root`);

  const { iam } = organization.as(await organization.openRootSession(member, 'IAMDeleteRootUserCredentials'));
  for (const { accessKeyId } of [...everything.root.accessKeys])
    await iam.send(new DeleteAccessKeyCommand({ AccessKeyId: accessKeyId }));
  for (const { certificateId } of [...everything.root.signingCertificates])
    await iam.send(new DeleteSigningCertificateCommand({ CertificateId: certificateId }));
  await iam.send(new DeleteLoginProfileCommand({}));
  for (const { serialNumber } of [...everything.root.mfaDevices])
    await iam.send(new DeactivateMFADeviceCommand({ SerialNumber: serialNumber }));

  await assert.rejects(asRoot.sts.send(new GetCallerIdentityCommand({})), { name: 'InvalidClientTokenId' });
  const auditor = organization.as(await organization.openRootSession(member, 'IAMAuditRootUserCredentials'));
  assert.deepEqual(await summaryOf(auditor.iam), [0, 0, 0, 0]);

  const deletions = events.filter(({ source }) => source === 'aws.iam');
  assert.equal(deletions.length, 6);
  for (const { account, region, detail } of deletions) {
    assert.deepEqual([account, region], [member, 'us-east-1']);
    const identity = detail['userIdentity'];
    assert.ok(typeof identity === 'object' && identity !== null && 'type' in identity);
    assert.equal(identity.type, 'Root');
  }
});

test('what is not there is NoSuchEntity, and an empty list is empty', async () => {
  const { iam } = organization.as(await organization.openRootSession(member, 'IAMDeleteRootUserCredentials'));
  const name = 'NoSuchEntityException';
  await assert.rejects(iam.send(new GetLoginProfileCommand({})), { name });
  await assert.rejects(iam.send(new DeleteLoginProfileCommand({})), { name });
  await assert.rejects(iam.send(new DeleteAccessKeyCommand({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })), { name });
  await assert.rejects(iam.send(new DeactivateMFADeviceCommand({ SerialNumber: 'GAHT12345678' })), { name });
  assert.deepEqual((await iam.send(new ListAccessKeysCommand({}))).AccessKeyMetadata, []);
  assert.deepEqual((await iam.send(new ListMFADevicesCommand({}))).MFADevices, []);
});

test('recovery is allowed once, without a password', async () => {
  const { iam } = organization.as(await organization.openRootSession(member, 'IAMCreateRootUserPassword'));
  await assert.rejects(iam.send(new CreateLoginProfileCommand({ Password: 'a-Password-1' })), {
    name: 'ValidationError',
  });
  await iam.send(new CreateLoginProfileCommand({}));
  assert.ok(everything.root.password !== null);
  await assert.rejects(iam.send(new CreateLoginProfileCommand({})), { name: 'EntityAlreadyExistsException' });
});

test('the features are listed for those who act for the organization, and set by the management account', async () => {
  const list = new ListOrganizationsFeaturesCommand({});
  const administrator = organization.asAdministratorOf(managementAccountId);
  const { EnabledFeatures, OrganizationId } = await organization.as(daemon).iam.send(list);
  assert.deepEqual(EnabledFeatures?.toSorted(), ['RootCredentialsManagement', 'RootSessions']);
  assert.equal(OrganizationId, world.organization.id);
  await assert.rejects(organization.asAdministratorOf(member).iam.send(list), {
    name: 'AccountNotManagementOrDelegatedAdministratorException',
  });
  const left = await administrator.iam.send(new DisableOrganizationsRootSessionsCommand({}));
  assert.deepEqual(left.EnabledFeatures, ['RootCredentialsManagement']);

  const [delegate = ''] = world.organization.delegatedAdministrators.get('iam.amazonaws.com') ?? [];
  const delegated = organization.asAdministratorOf(delegate);
  await assert.rejects(delegated.iam.send(new EnableOrganizationsRootSessionsCommand({})), {
    name: 'CallerIsNotManagementAccountException',
  });
  const again = await administrator.iam.send(new EnableOrganizationsRootSessionsCommand({}));
  assert.deepEqual(again.EnabledFeatures?.toSorted(), ['RootCredentialsManagement', 'RootSessions']);
});

test('without trusted access for IAM no feature can be enabled', async (t) => {
  const { trustedAccess } = world.organization;
  const since = trustedAccess.get('iam.amazonaws.com') ?? 0;
  trustedAccess.delete('iam.amazonaws.com');
  t.after(() => trustedAccess.set('iam.amazonaws.com', since));
  const { iam } = organization.asAdministratorOf(managementAccountId);
  await assert.rejects(iam.send(new EnableOrganizationsRootCredentialsManagementCommand({})), {
    name: 'ServiceAccessNotEnabledException',
  });
});
