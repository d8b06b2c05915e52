import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Remediation } from '../../src/domain/remediation.ts';
import { AwsRefusal } from '../../src/domain/aws-refusal.ts';
import { instant } from '../../src/domain/time.ts';
import type { Checkpoint } from '../../src/remediate/attempt.ts';
import type { Simulator } from '../../src/simulator/open-simulator.ts';
import { accountIdOf, makeRootless, openTestRemediator } from '../support/remediator.ts';

type World = Simulator['world'];

/** An active member that came in this way, and its root user with one credential of each kind, or with none. */
function memberWith(world: World, joined: 'CREATED' | 'INVITED', has: 'everything' | 'nothing') {
  const account = [...world.accounts.values()].find(
    ({ id, joinedMethod, state }) =>
      id !== world.organization.managementAccountId && joinedMethod === joined && state === 'ACTIVE',
  );
  assert.ok(account, 'the seed has one');
  const { root } = account;
  for (const list of [root.accessKeys, root.signingCertificates, root.mfaDevices]) list.length = 0;
  root.password = null;
  if (has === 'everything') {
    root.password = { createdAt: 0, lastUsedAt: null };
    root.accessKeys.push(accessKey('AKIAROOTROOTROOTROOT'));
    root.signingCertificates.push({
      certificateId: 'CERTIFICATECERTIFICATE12',
      body: '-',
      status: 'Active',
      uploadedAt: 0,
    });
    root.mfaDevices.push({ serialNumber: `arn:aws:iam::${account.id}:mfa/root-account-mfa-device`, enabledAt: 0 });
  }
  return { account: accountIdOf(account.id), root };
}

const accessKey = (accessKeyId: string) =>
  ({ accessKeyId, secretAccessKey: 'never-seen', status: 'Active', createdAt: 0, lastUsed: null }) as const;

const isBare = ({ password, accessKeys, signingCertificates, mfaDevices }: ReturnType<typeof memberWith>['root']) =>
  password === null && accessKeys.length + signingCertificates.length + mfaDevices.length === 0;

test('a new account that comes without root credentials costs one session and one question', async () => {
  await using it = await openTestRemediator();
  const { account } = memberWith(it.world, 'CREATED', 'nothing');
  const outcome = await it.run(makeRootless(account));
  assert.deepEqual([outcome.kind, outcome.reason], ['not_needed', 'already_rootless']);
  assert.deepEqual(it.calls(), ['sts:AssumeRoot', 'iam:GetAccountSummary']);
});

test('every kind of credential is deleted, keys first and MFA last, and the record names them', async () => {
  await using it = await openTestRemediator();
  const { account, root } = memberWith(it.world, 'CREATED', 'everything');
  const remediation = makeRootless(account);
  const outcome = await it.run(remediation);
  assert.deepEqual([outcome.kind, outcome.reason], ['healed', 'credentials_deleted'], outcome.explanation);
  assert.ok(isBare(root));
  assert.deepEqual(
    it.calls().filter((call) => /:(?:Delete|Deactivate|Assume)/u.test(call)),
    [
      'sts:AssumeRoot',
      'sts:AssumeRoot',
      'iam:DeleteAccessKey',
      'iam:DeleteSigningCertificate',
      'iam:DeleteLoginProfile',
      'iam:DeactivateMFADevice',
    ],
  );
  const { change, sessions } = await it.record(remediation);
  assert.ok(change?.kind === 'credentials');
  assert.equal(change.progress, 'written');
  assert.deepEqual(change.credentials.accessKeys, ['AKIAROOTROOTROOTROOT']);
  assert.deepEqual(
    sessions.map(({ task }) => task),
    ['IAMAuditRootUserCredentials', 'IAMDeleteRootUserCredentials'],
  );
});

const deleteThem = { mode: 'enforce' };
const neverDelete = { mode: 'enforce', credentials: { newAccounts: 'notify' } };
for (const [promise, joined, because, settings, kind, reason] of [
  ['a vended account is cleaned', 'CREATED', 'vended', deleteThem, 'healed', 'credentials_deleted'],
  ['one that joined by creation is cleaned', 'CREATED', 'joined', deleteThem, 'healed', 'credentials_deleted'],
  ['an invited account is left to a human', 'INVITED', 'invited', deleteThem, 'awaiting_human', 'credentials_policy'],
  ['one that joined by invitation, too', 'INVITED', 'joined', deleteThem, 'awaiting_human', 'credentials_policy'],
  [
    'an event that calls an invited account created is not believed',
    'INVITED',
    'created',
    deleteThem,
    'awaiting_human',
    'credentials_policy',
  ],
  ['a rule of notify keeps credentials', 'CREATED', 'created', neverDelete, 'awaiting_human', 'credentials_policy'],
  ['observe mode keeps them', 'CREATED', 'created', { mode: 'observe' }, 'observed', 'mode_observe'],
] as const)
  test(promise, async () => {
    await using it = await openTestRemediator({ settings });
    const { account, root } = memberWith(it.world, joined, 'everything');
    const remediation = makeRootless(account, because);
    const outcome = await it.run(remediation);
    assert.deepEqual([outcome.kind, outcome.reason], [kind, reason], outcome.explanation);
    assert.equal(isBare(root), kind === 'healed');
    const { change } = await it.record(remediation);
    assert.equal(change?.progress, kind === 'healed' ? 'written' : 'planned');
  });

test('a key that is made while the others are deleted is recorded and deleted too', async () => {
  const root: { accessKeys?: ReturnType<typeof memberWith>['root']['accessKeys'] } = {};
  const made: string[] = [];
  await using it = await openTestRemediator({
    checkpoint: (name: Checkpoint) => {
      if (name === 'after_write' && made.length === 0) root.accessKeys?.push(accessKey('AKIASECONDSECONDSECO'));
      if (name === 'after_write') made.push('AKIASECONDSECONDSECO');
      return Promise.resolve();
    },
  });
  const member = memberWith(it.world, 'CREATED', 'everything');
  root.accessKeys = member.root.accessKeys;
  const remediation = makeRootless(member.account);
  const outcome = await it.run(remediation);
  assert.equal(outcome.kind, 'healed', outcome.explanation);
  assert.ok(isBare(member.root));
  const { change } = await it.record(remediation);
  assert.ok(change?.kind === 'credentials');
  assert.deepEqual(change.credentials.accessKeys, ['AKIAROOTROOTROOTROOT', 'AKIASECONDSECONDSECO']);
});

test('what was deleted before a crash is recognized as our work by the next attempt', async () => {
  const crashes = ['after_write'];
  await using it = await openTestRemediator({
    checkpoint: (name) => (name === crashes[0] ? Promise.reject(new Error('crash')) : Promise.resolve()),
  });
  const { account } = memberWith(it.world, 'CREATED', 'everything');
  const remediation = makeRootless(account);
  await assert.rejects(it.run(remediation), /crash/u);
  crashes.length = 0;
  const outcome = await it.run(remediation);
  assert.deepEqual([outcome.kind, outcome.reason], ['healed', 'resumed_after_crash'], outcome.explanation);
  const { change, sessions } = await it.record(remediation);
  assert.ok(change?.kind === 'credentials' && change.progress === 'written');
  assert.deepEqual(change.credentials.accessKeys, ['AKIAROOTROOTROOTROOT']);
  assert.equal(sessions.length, 3);
});

test('an account that the organization does not know yet is asked for again, but not for ever', async () => {
  await using it = await openTestRemediator();
  const young = makeRootless(accountIdOf('999999999999'));
  await assert.rejects(it.run(young), (error) => error instanceof AwsRefusal && error.kind === 'not_ready');
  const old: Remediation = { ...young, createdAt: instant(young.createdAt - 3_600_000) };
  const outcome = await it.run(old);
  assert.deepEqual([outcome.kind, outcome.reason], ['awaiting_human', 'account_not_in_organization']);
  assert.ok(!it.calls().includes('sts:AssumeRoot'));
});

test('no secret of a credential, and no credential of a session, is in the log or the ledger', async () => {
  await using it = await openTestRemediator();
  const { account } = memberWith(it.world, 'CREATED', 'everything');
  const remediation = makeRootless(account);
  assert.equal((await it.run(remediation)).kind, 'healed');
  const sessions = [...it.world.credentials.values()].filter(({ kind }) => kind === 'root-session');
  assert.equal(sessions.length, 2);
  const told = it.logText() + JSON.stringify(await it.record(remediation));
  for (const session of sessions) {
    assert.ok(!told.includes(session.secretAccessKey));
    assert.ok('sessionToken' in session && !told.includes(session.sessionToken));
  }
  assert.doesNotMatch(told, /never-seen/u);
});
