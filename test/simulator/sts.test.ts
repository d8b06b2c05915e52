/** Root sessions and roles: who gets one, for what, and for how long. Through the unmodified AWS SDK. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AssumeRoleCommand, AssumeRootCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());

const { world, daemon, managementAccountId } = organization;
const members = [...world.accounts.values()].filter(({ id }) => id !== managementAccountId);
const member = members.find(({ state }) => state === 'ACTIVE')?.id ?? '';
const suspended = members.find(({ state }) => state === 'SUSPENDED')?.id ?? '';
const task = (name: string) => ({ arn: `arn:aws:iam::aws:policy/root-task/${name}` });
const audit = { TargetPrincipal: member, TaskPolicyArn: task('IAMAuditRootUserCredentials') };
const identity = new GetCallerIdentityCommand({});

test('a root session acts as the root of the account that was asked for', async () => {
  const session = await organization.openRootSession(member, 'S3UnlockBucketPolicy');
  const { Arn, Account, UserId } = await organization.as(session).sts.send(identity);
  assert.deepEqual({ Arn, Account, UserId }, { Arn: `arn:aws:iam::${member}:root`, Account: member, UserId: member });
});

test('a root session lasts 900 seconds unless it is asked for less, and is refused when it is over', async () => {
  const { sts } = organization.as(daemon);
  const { Credentials: whole } = await sts.send(new AssumeRootCommand(audit));
  const { Credentials: short } = await sts.send(new AssumeRootCommand({ ...audit, DurationSeconds: 60 }));
  const seconds = (at: Date | undefined) => Math.round(((at?.getTime() ?? 0) - world.clock.now()) / 10_000) * 10;
  assert.deepEqual([seconds(whole?.Expiration), seconds(short?.Expiration)], [900, 60]);

  const session = await organization.openRootSession(member, 'IAMAuditRootUserCredentials');
  await organization.as(session).sts.send(identity);
  const kept = world.credentials.get(session.accessKeyId);
  assert.ok(kept?.kind === 'root-session');
  kept.expiresAt = world.clock.now() - 1;
  await assert.rejects(organization.as(session).sts.send(identity), { name: 'ExpiredToken' });
});

const delegated = organization.administratorOf(
  [...(world.organization.delegatedAdministrators.get('iam.amazonaws.com') ?? [])][0] ?? '',
);
test('the delegated administrator for IAM opens root sessions as the management account does', async () => {
  const target = members.findLast(({ state }) => state === 'ACTIVE')?.id ?? '';
  const session = await organization.openRootSession(target, 'SQSUnlockQueuePolicy', delegated);
  assert.equal((await organization.as(session).sts.send(identity)).Account, target);
});

for (const [promise, input, reason] of [
  ['the management account is no target', { ...audit, TargetPrincipal: managementAccountId }, /management account/],
  ['a suspended account is no target', { ...audit, TargetPrincipal: suspended }, /SUSPENDED/],
  ['an account of somebody else is no target', { ...audit, TargetPrincipal: '999999999999' }, /no member/],
  ['a task policy that does not exist is refused', { ...audit, TaskPolicyArn: task('Everything') }, /no such task/],
] as const) {
  test(promise, async () => {
    await assert.rejects(organization.as(daemon).sts.send(new AssumeRootCommand(input)), { name: 'AccessDenied' });
    assert.match(world.requestLog.entries().at(-1)?.errorMessage ?? '', reason);
  });
}

for (const [promise, call, name] of [
  ['more than 900 seconds are refused', { ...audit, DurationSeconds: 901 }, 'ValidationError'],
  ['a target that is no account is refused', { ...audit, TargetPrincipal: 'everybody!!!' }, 'ValidationError'],
] as const) {
  test(promise, async () => {
    await assert.rejects(organization.as(daemon).sts.send(new AssumeRootCommand(call)), { name });
  });
}

test('a member account that administers nothing opens no root session', async () => {
  const stranger = members.findLast(({ state }) => state === 'ACTIVE')?.id ?? '';
  const { sts } = organization.asAdministratorOf(stranger);
  await assert.rejects(sts.send(new AssumeRootCommand(audit)), { name: 'AccessDenied' });
});

test('a root session opens no further one', async () => {
  const session = await organization.openRootSession(member, 'IAMAuditRootUserCredentials');
  await assert.rejects(organization.as(session).sts.send(new AssumeRootCommand(audit)), { name: 'AccessDenied' });
});

test('the global endpoint does not know AssumeRoot, but knows who calls', async () => {
  const { sts } = organization.as(daemon, 'aws-global');
  await assert.rejects(sts.send(new AssumeRootCommand(audit)), {
    name: 'InvalidAction',
    message: /Could not find operation AssumeRoot/,
  });
});

test('without a feature its tasks are refused, and the tasks of the other still work', async (t) => {
  world.organization.features.delete('RootSessions');
  t.after(() => world.organization.features.add('RootSessions'));
  await assert.rejects(organization.openRootSession(member, 'S3UnlockBucketPolicy'), { name: 'AccessDenied' });
  await assert.rejects(organization.openRootSession(member, 'SQSUnlockQueuePolicy'), { name: 'AccessDenied' });
  await organization.openRootSession(member, 'IAMDeleteRootUserCredentials');
});

test('a role is assumed by whom it trusts, and by nobody else', async () => {
  const RoleArn = `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`;
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'rehearsal', SourceIdentity: 'alice' });
  const { Credentials, AssumedRoleUser } = await organization.asAdministratorOf(managementAccountId).sts.send(command);
  const arn = `arn:aws:sts::${member}:assumed-role/OrganizationAccountAccessRole/rehearsal`;
  assert.equal(AssumedRoleUser?.Arn, arn);
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  assert.equal((await organization.as(session).sts.send(identity)).Arn, arn);

  const stranger = members.findLast(({ state }) => state === 'ACTIVE')?.id ?? '';
  await assert.rejects(organization.asAdministratorOf(stranger).sts.send(command), { name: 'AccessDenied' });
});

test('a root session answers with the source identity that its caller has', async () => {
  const account = world.accounts.get(managementAccountId);
  account?.roles.set('operator', {
    name: 'operator',
    roleId: 'AROAOPERATOROPERATOR',
    arn: `arn:aws:iam::${managementAccountId}:role/operator`,
    trusts: [managementAccountId],
    policies: [JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })],
  });
  const RoleArn = `arn:aws:iam::${managementAccountId}:role/operator`;
  const { Credentials } = await organization
    .asAdministratorOf(managementAccountId)
    .sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'night-shift', SourceIdentity: 'alice' }));
  const operator = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const { SourceIdentity } = await organization.as(operator).sts.send(new AssumeRootCommand(audit));
  assert.equal(SourceIdentity, 'alice');
});
