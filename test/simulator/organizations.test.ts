/** Accounts, and how they come and go: what Organizations answers, and what the management account's bus is told. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationCommand,
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  InviteAccountToOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  paginateListAccounts,
  paginateListAWSServiceAccessForOrganization,
  RegisterDelegatedAdministratorCommand,
  ListDelegatedAdministratorsCommand,
  RemoveAccountFromOrganizationCommand,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import { acceptInvitation } from '../../src/simulator/services/organizations/invitations.ts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const organization = await openSimulatedOrganization({ accounts: 70 });
after(() => organization[Symbol.asyncDispose]());

const { world, daemon, managementAccountId, nextEvent } = organization;
world.settings.accountChangeMs = 5;
const { organizations: administrator } = organization.asAdministratorOf(managementAccountId);
const { organizations: reader } = organization.as(daemon);
const active = [...world.accounts.values()].filter(({ id, state }) => state === 'ACTIVE' && id !== managementAccountId);
const [, member = ''] = active.map(({ id }) => id);

test('every account is listed once, through pages that may be empty', async () => {
  const ids: string[] = [];
  let empty = 0;
  for await (const { Accounts = [] } of paginateListAccounts({ client: reader }, {})) {
    if (Accounts.length === 0) empty += 1;
    ids.push(...Accounts.map(({ Id = '' }) => Id));
  }
  assert.deepEqual(ids.toSorted(), [...world.accounts.keys()].toSorted());
  assert.ok(empty > 0, 'some page was empty');
});

test('the organization names its management account to every member', async () => {
  const { Organization } = await organization
    .asAdministratorOf(member)
    .organizations.send(new DescribeOrganizationCommand({}));
  assert.equal(Organization?.MasterAccountId, managementAccountId);
  assert.equal(Organization.Id, world.organization.id);
});

test('an account is described with its state, and one that is not there is not found', async () => {
  const { Account } = await reader.send(new DescribeAccountCommand({ AccountId: member }));
  assert.equal(Account?.State, 'ACTIVE');
  await assert.rejects(reader.send(new DescribeAccountCommand({ AccountId: '999999999999' })), {
    name: 'AccountNotFoundException',
  });
});

test('a member account that administers nothing lists no accounts', async () => {
  const { organizations } = organization.asAdministratorOf(member);
  await assert.rejects(organizations.send(new ListAccountsCommand({})), { name: 'AccessDeniedException' });
});

test('a new account comes without root credentials, and CreateAccountResult tells of it', async () => {
  const told = Promise.all([nextEvent('AccountJoinedOrganization'), nextEvent('CreateAccountResult')]);
  const { CreateAccountStatus: asked } = await administrator.send(
    new CreateAccountCommand({ AccountName: 'fresh', Email: 'fresh@example.com' }),
  );
  assert.equal(asked?.State, 'IN_PROGRESS');
  assert.equal(asked.AccountId, undefined);
  const [, { detail, ...envelope }] = await told;
  assert.equal(envelope['detail-type'], 'AWS Service Event via CloudTrail');
  assert.equal(envelope.account, managementAccountId);
  const status = (detail['serviceEventDetails'] as { createAccountStatus: Record<string, string> }).createAccountStatus;
  assert.match(status['requestedTimestamp'] ?? '', /^[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d{2}:\d{2} [AP]M$/);
  assert.equal(status['accountName'], '****');

  const { CreateAccountStatus: done } = await administrator.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: asked.Id }),
  );
  assert.deepEqual([done?.State, done?.AccountId], ['SUCCEEDED', status['accountId']]);
  const account = world.accounts.get(status['accountId'] ?? '');
  assert.deepEqual(account?.root, { password: null, accessKeys: [], signingCertificates: [], mfaDevices: [] });
});

test('an e-mail address makes one account only', async () => {
  const told = nextEvent('CreateAccountResult');
  await administrator.send(new CreateAccountCommand({ AccountName: 'again', Email: 'Fresh@example.com' }));
  const { detail } = await told;
  const status = (detail['serviceEventDetails'] as { createAccountStatus: Record<string, string> }).createAccountStatus;
  assert.deepEqual([status['state'], status['failureReason']], ['FAILED', 'EMAIL_ALREADY_EXISTS']);
  assert.equal('accountId' in status, false);
});

test('an invited account joins when it accepts, and brings its root credentials along', async () => {
  const Target = { Type: 'ACCOUNT' as const, Id: '555566667777' };
  const { Handshake } = await administrator.send(new InviteAccountToOrganizationCommand({ Target }));
  assert.equal(Handshake?.State, 'OPEN');
  assert.equal(world.accounts.has(Target.Id), false);
  const joined = nextEvent('AccountJoinedOrganization');
  acceptInvitation(world, Handshake.Id ?? '');
  const { accountId, joinedMethod } = (await joined).detail['serviceEventDetails'] as Record<string, string>;
  assert.deepEqual([accountId, joinedMethod], [Target.Id, 'INVITED']);
  const account = world.accounts.get(Target.Id);
  assert.ok(account?.root.password !== null && account?.root.accessKeys.length === 2);
  await assert.rejects(administrator.send(new InviteAccountToOrganizationCommand({ Target })), {
    name: 'HandshakeConstraintViolationException',
  });
});

test('an account moves in the tree, from where it is to where something is', async () => {
  const { Roots = [] } = await reader.send(new ListRootsCommand({}));
  const rootId = Roots[0]?.Id ?? '';
  const { Parents = [] } = await reader.send(new ListParentsCommand({ ChildId: member }));
  const from = Parents[0]?.Id ?? '';
  assert.equal(Parents[0]?.Type, 'ORGANIZATIONAL_UNIT');
  const move = (SourceParentId: string, DestinationParentId: string) =>
    administrator.send(new MoveAccountCommand({ AccountId: member, SourceParentId, DestinationParentId }));
  await assert.rejects(move(rootId, from), { name: 'SourceParentNotFoundException' });
  await assert.rejects(move(from, 'ou-none-nonenone'), { name: 'DestinationParentNotFoundException' });
  const told = nextEvent('MoveAccount');
  await move(from, rootId);
  assert.deepEqual((await told).detail['requestParameters'], {
    accountId: member,
    sourceParentId: from,
    destinationParentId: rootId,
  });
  const { Accounts = [] } = await reader.send(new ListAccountsForParentCommand({ ParentId: rootId }));
  assert.ok(Accounts.some(({ Id }) => Id === member));
});

test('a closed account is suspended a little later, and cannot be closed twice', async () => {
  const id = active.at(-1)?.id ?? '';
  const told = nextEvent('CloseAccountResult');
  await administrator.send(new CloseAccountCommand({ AccountId: id }));
  await assert.rejects(administrator.send(new CloseAccountCommand({ AccountId: id })), {
    name: 'AccountAlreadyClosedException',
  });
  await told;
  const { Account } = await reader.send(new DescribeAccountCommand({ AccountId: id }));
  assert.equal(Account?.State, 'SUSPENDED');
});

test('an account that is removed is gone, and its departure is told', async () => {
  const id = active.at(-2)?.id ?? '';
  const told = nextEvent('AccountDepartedOrganization');
  await administrator.send(new RemoveAccountFromOrganizationCommand({ AccountId: id }));
  const { accountId, departureMethod } = (await told).detail['serviceEventDetails'] as Record<string, string>;
  assert.deepEqual([accountId, departureMethod], [id, 'REMOVED']);
});

test('tags are put on accounts and read back', async () => {
  const Tags = [{ Key: 'rootkeeper:exempt', Value: 'quarantine' }];
  await administrator.send(new TagResourceCommand({ ResourceId: member, Tags }));
  const { Tags: read = [] } = await reader.send(new ListTagsForResourceCommand({ ResourceId: member }));
  assert.ok(read.some(({ Key, Value }) => Key === 'rootkeeper:exempt' && Value === 'quarantine'));
});

test('trusted access is given and taken by the management account', async () => {
  const listed = async () => {
    const names: (string | undefined)[] = [];
    const pages = paginateListAWSServiceAccessForOrganization({ client: reader }, {});
    for await (const page of pages)
      names.push(...(page.EnabledServicePrincipals ?? []).map((one) => one.ServicePrincipal));
    return names;
  };
  const ServicePrincipal = 'config.amazonaws.com';
  await administrator.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
  assert.ok((await listed()).includes(ServicePrincipal));
  await administrator.send(new DisableAWSServiceAccessCommand({ ServicePrincipal }));
  assert.ok(!(await listed()).includes(ServicePrincipal));
});

test('a delegated administrator is registered once, and never the management account', async () => {
  const register = (AccountId: string) =>
    administrator.send(
      new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal: 'cloudtrail.amazonaws.com' }),
    );
  await register(member);
  await assert.rejects(register(member), { name: 'AccountAlreadyRegisteredException' });
  await assert.rejects(register(managementAccountId), { name: 'ConstraintViolationException' });
  const { DelegatedAdministrators = [] } = await reader.send(
    new ListDelegatedAdministratorsCommand({ ServicePrincipal: 'cloudtrail.amazonaws.com' }),
  );
  assert.deepEqual(
    DelegatedAdministrators.map(({ Id }) => Id),
    [member],
  );
});
