import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openTestRemediator } from '../support/remediator.ts';
import { denyAll, targets } from '../support/unlock-targets.ts';

const [bucketTarget] = targets;
assert.ok(bucketTarget);

suite('no root session is opened', () => {
  for (const [promise, state, kind, reason] of [
    ['in a suspended account', 'SUSPENDED', 'awaiting_human', 'account_not_active'],
    ['in an account that is not active yet', 'PENDING_ACTIVATION', 'awaiting_human', 'account_not_active'],
    ['in an account that is about to be closed', 'PENDING_CLOSURE', 'not_needed', 'account_gone'],
    ['in a closed account', 'CLOSED', 'not_needed', 'account_gone'],
  ] as const)
    test(promise, async () => {
      await using it = await openTestRemediator();
      const { remediation, resource, old } = bucketTarget.lock(it.world);
      const account = it.world.accounts.get(remediation.resource.account);
      assert.ok(account);
      account.state = state;
      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], [kind, reason], outcome.explanation);
      assert.deepEqual(it.calls(), []);
      assert.equal(resource.policy(), old);
      assert.equal((await it.record(remediation)).state, 'ended');
    });

  test('in an account that has left the organization', async () => {
    await using it = await openTestRemediator();
    const { remediation } = bucketTarget.lock(it.world);
    it.world.accounts.delete(remediation.resource.account);
    const outcome = await it.run(remediation);
    assert.deepEqual([outcome.kind, outcome.reason], ['awaiting_human', 'account_not_in_organization']);
    assert.deepEqual(it.calls(), []);
  });

  test('in the management account', async () => {
    await using it = await openTestRemediator();
    const { remediation } = bucketTarget.lock(it.world);
    const { managementAccountId } = it.organization;
    const resource = { ...remediation.resource, account: managementAccountId as typeof remediation.resource.account };
    const outcome = await it.run({ ...remediation, resource } as typeof remediation);
    assert.deepEqual([outcome.kind, outcome.reason], ['awaiting_human', 'management_account']);
    assert.deepEqual(it.calls(), []);
  });

  test('in an excluded account', async () => {
    // The same seed makes the same organization.
    await using first = await openTestRemediator();
    const { account } = bucketTarget.lock(first.world).remediation.resource;
    await using it = await openTestRemediator({ settings: { organization: { excludeAccounts: [account] } } });
    const { remediation } = bucketTarget.lock(it.world);
    const outcome = await it.run(remediation);
    assert.deepEqual([outcome.kind, outcome.reason], ['awaiting_human', 'account_excluded']);
    assert.deepEqual(it.calls(), []);
  });
});

suite('a session that AWS denies', () => {
  test('because the feature is off is refused, with the command that mends it', async () => {
    await using it = await openTestRemediator();
    const { remediation } = bucketTarget.lock(it.world);
    it.world.organization.features.delete('RootSessions');
    const outcome = await it.run(remediation);
    assert.deepEqual([outcome.kind, outcome.reason], ['refused', 'feature_disabled']);
    assert.match(outcome.explanation, /aws iam enable-organizations-root-sessions/u);
    assert.equal((await it.record(remediation)).state, 'ended');
  });

  test('for another reason is refused, with the permission that may be missing', async () => {
    await using it = await openTestRemediator();
    const { remediation } = bucketTarget.lock(it.world);
    const effect = { kind: 'error', status: 403, code: 'AccessDenied' } as const;
    it.world.faults.calls.push({ id: 'no', operation: 'AssumeRoot', effect, remaining: null, probability: 1 });
    const outcome = await it.run(remediation);
    assert.deepEqual([outcome.kind, outcome.reason], ['refused', 'denied']);
    assert.match(outcome.explanation, /sts:TaskPolicyArn/u);
  });
});

test('a session that an organization policy makes useless is refused, with the condition that mends it', async () => {
  await using it = await openTestRemediator();
  const { remediation, resource, old } = bucketTarget.lock(it.world);
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } },
      },
    ],
  });
  const { serviceControlPolicies, rootId } = it.world.organization;
  serviceControlPolicies.set(rootId, [
    ...(serviceControlPolicies.get(rootId) ?? []),
    { id: 'p-root', name: 'NoRoot', text },
  ]);
  const outcome = await it.run(remediation);
  assert.deepEqual([outcome.kind, outcome.reason], ['refused', 'blocked_by_scp'], outcome.explanation);
  assert.match(outcome.explanation, /aws:AssumedRoot/u);
  assert.equal(resource.policy(), old);
});

suite('a policy that even the queue’s root may not read', () => {
  const queueTarget = targets.find(({ what }) => what === 'a queue');
  assert.ok(queueTarget);
  const effect = { kind: 'error', status: 403, code: 'AccessDenied' } as const;
  // Before the write: read to judge, read to compare.
  const denyReads = { id: 'no', operation: 'GetQueueAttributes', effect, remaining: 2, probability: 1 };

  test('is judged, and repaired, by what the event says', async () => {
    await using it = await openTestRemediator();
    const { remediation, resource, old } = queueTarget.lock(it.world);
    it.world.faults.calls.push({ ...denyReads });
    const outcome = await it.run({ ...remediation, policyInEvent: old } as typeof remediation);
    assert.deepEqual([outcome.kind, outcome.reason], ['healed', 'policy_repaired'], outcome.explanation);
    assert.notEqual(resource.policy(), old);
  });

  test('is left alone when the event does not say either', async () => {
    await using it = await openTestRemediator();
    const { remediation, resource } = queueTarget.lock(it.world);
    it.world.faults.calls.push({ ...denyReads });
    const outcome = await it.run(remediation);
    assert.deepEqual([outcome.kind, outcome.reason], ['refused', 'denied']);
    assert.equal(resource.policy(), denyAll(resource.arn));
  });
});

test('a repair that Block Public Access turns down is followed by the next strategy only if there is one', async () => {
  for (const [lockedOut, kind, reason] of [
    [['carve-out', 'delete'], 'healed', 'policy_removed'],
    ['carve-out', 'awaiting_human', 'no_safe_repair'],
  ] as const) {
    await using it = await openTestRemediator({ settings: { lockouts: { lockedOut } } });
    const { remediation, resource } = bucketTarget.lock(it.world);
    const effect = { kind: 'error', status: 403, code: 'AccessDenied' } as const;
    it.world.faults.calls.push({ id: 'bpa', operation: 'PutBucketPolicy', effect, remaining: null, probability: 1 });
    const outcome = await it.run(remediation);
    assert.deepEqual([outcome.kind, outcome.reason], [kind, reason], outcome.explanation);
    assert.equal(resource.policy() === null, kind === 'healed');
  }
});
