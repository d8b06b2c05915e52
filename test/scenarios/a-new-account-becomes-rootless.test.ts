import assert from 'node:assert/strict';
import { CreateAccountCommand, InviteAccountToOrganizationCommand } from '@aws-sdk/client-organizations';
import { test } from 'node:test';
import { openScene } from '../support/scene.ts';

test('a created account is found rootless, and an invited one is made so', async () => {
  await using scene = await openScene({ settings: { ROOTKEEPER_CREDENTIALS__INVITED_ACCOUNTS: 'delete' } });
  const { organizations } = scene.organization.asAdministratorOf(scene.organization.managementAccountId);
  await organizations.send(new CreateAccountCommand({ AccountName: 'new', Email: 'aws+new@example.com' }));
  const created = await scene.recordsWhenEnded(1);
  for (const { task, sessions, ...record } of created) {
    assert.equal(task, 'make_rootless');
    assert.ok(record.state === 'ended');
    assert.equal(record.outcome.reason, 'already_rootless', record.outcome.explanation);
    assert.deepEqual(
      sessions.map((session) => session.task),
      ['IAMAuditRootUserCredentials'],
    );
  }

  const Target = { Type: 'EMAIL', Id: 'aws+acquired@example.com' } as const;
  const { Handshake } = await organizations.send(new InviteAccountToOrganizationCommand({ Target }));
  const accept = `${scene.organization.endpoint}/_simulator/invitations/${Handshake?.Id ?? ''}/accept`;
  const answer = await fetch(accept, { method: 'POST', body: JSON.stringify({ rootCredentials: 'all' }) });
  const { accountId } = (await answer.json()) as { accountId: string };
  const root = scene.world.accounts.get(accountId)?.root;
  assert.ok(root);

  const invited = await scene.recordsWhenEnded(1, accountId);
  assert.deepEqual(
    invited.map((record) => (record.state === 'ended' ? record.outcome.reason : record.state)),
    ['credentials_deleted'],
  );
  assert.equal(root.password, null);
  assert.equal(root.accessKeys.length + root.signingCertificates.length + root.mfaDevices.length, 0);
});

test('an invited account keeps its root credentials when the configuration leaves them to a human', async () => {
  await using scene = await openScene();
  const { organizations } = scene.organization.asAdministratorOf(scene.organization.managementAccountId);
  const Target = { Type: 'EMAIL', Id: 'aws+acquired@example.com' } as const;
  const { Handshake } = await organizations.send(new InviteAccountToOrganizationCommand({ Target }));
  const accept = `${scene.organization.endpoint}/_simulator/invitations/${Handshake?.Id ?? ''}/accept`;
  await fetch(accept, { method: 'POST', body: JSON.stringify({ rootCredentials: 'all' }) });
  const [record] = await scene.recordsWhenEnded(1);
  assert.ok(record?.state === 'ended');
  assert.deepEqual([record.outcome.kind, record.outcome.reason], ['awaiting_human', 'credentials_policy']);
  assert.ok(scene.world.accounts.get(record.account)?.root.password);
});
