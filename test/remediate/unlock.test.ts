import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { AwsRefusal } from '../../src/domain/aws-refusal.ts';
import { hashPolicy } from '../../src/ledger/policy-hash.ts';
import { LedgerFailure } from '../../src/ledger/ledger.ts';
import { openLog } from '../../src/observe/log.ts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';
import { openTestRemediator } from '../support/remediator.ts';
import { until } from '../support/until.ts';
import { denyAll, denyDeletion, targets, type Target } from '../support/unlock-targets.ts';

/** Every promise is kept for buckets and for queues. */
for (const target of targets)
  suite(target.what, () => {
    test('a locked policy is carved out, proven and recorded', async () => {
      await using it = await openTestRemediator();
      const { remediation, resource } = target.lock(it.world);
      const old = resource.policy();
      const outcome = await it.run(remediation);
      assert.equal(outcome.kind, 'healed', outcome.explanation);
      assert.equal(outcome.reason, 'policy_repaired');
      assert.notEqual(resource.policy(), old);

      const record = await it.record(remediation);
      assert.equal(record.state, 'ended');
      assert.equal(record.before?.verdict, 'locked_out');
      assert.equal(record.after?.verdict, 'open');
      assert.ok(record.change?.kind === 'policy');
      assert.equal(record.change.progress, 'written');
      assert.equal(await it.ledger.readPolicy(record.change.oldPolicySha256), old);
      assert.equal(record.change.newPolicySha256, hashPolicy(resource.policy() ?? ''));
      assert.equal(record.sessions.length, 1);
      assert.match(
        await it.metrics.registry.metrics(),
        /rootkeeper_time_to_heal_seconds_count\{task="unlock_\w+"\} 1/u,
      );
    });

    test('an open policy is not needed to be changed, and is not', async () => {
      await using it = await openTestRemediator();
      const { remediation, resource } = target.lock(it.world);
      resource.setPolicy(denyDeletion(resource.arn));
      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], ['not_needed', 'policy_open']);
      assert.deepEqual(it.calls(), ['sts:AssumeRoot', target.reads]);
      assert.equal((await it.record(remediation)).before?.verdict, 'open');
    });

    for (const [promise, isGone, reason] of [
      ['a policy that is gone is not needed', false, 'policy_absent'],
      ['a resource that is gone is not needed', true, 'resource_gone'],
    ] as const)
      test(promise, async () => {
        await using it = await openTestRemediator();
        const { remediation, resource } = target.lock(it.world);
        if (isGone) resource.remove();
        else resource.setPolicy(null);
        const outcome = await it.run(remediation);
        assert.deepEqual([outcome.kind, outcome.reason], ['not_needed', reason], outcome.explanation);
      });

    test('in observe mode nothing is changed, and the record says what would have been', async () => {
      await using it = await openTestRemediator({ settings: { mode: 'observe' } });
      const { remediation, resource } = target.lock(it.world);
      const old = resource.policy();
      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], ['observed', 'mode_observe'], outcome.explanation);
      assert.equal(resource.policy(), old);
      assert.ok(!it.calls().some((call) => target.writes.includes(call)));
      const { change } = await it.record(remediation);
      assert.ok(change?.kind === 'policy' && change.newPolicySha256 !== null);
      assert.equal(change.progress, 'planned');
      assert.notEqual(await it.ledger.readPolicy(change.newPolicySha256), undefined);
    });

    test('what somebody else wrote in between is not written over', async () => {
      await using it = await openTestRemediator();
      const { remediation, resource } = target.lock(it.world);
      const theirs = denyDeletion(resource.arn);
      // The first read is judged; what follows it is what the second read must notice.
      it.world.faults.swaps.push({ resource: resource.arn, policy: theirs, announce: false });
      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], ['not_needed', 'policy_open'], outcome.explanation);
      assert.equal(resource.policy(), theirs);
    });

    test('another lockout that came in between is judged anew, and that one is repaired', async () => {
      await using it = await openTestRemediator();
      const { remediation, resource } = target.lock(it.world);
      const theirs = denyAll(resource.arn, 'Theirs');
      it.world.faults.swaps.push({ resource: resource.arn, policy: theirs, announce: false });
      const outcome = await it.run(remediation);
      assert.equal(outcome.kind, 'healed', outcome.explanation);
      assert.match(resource.policy() ?? '', /Theirs/u);
      const { change } = await it.record(remediation);
      assert.ok(change?.kind === 'policy');
      assert.equal(await it.ledger.readPolicy(change.oldPolicySha256), theirs);
    });

    test('a policy that does not come to rest is left to whoever is at work on it', async () => {
      await using it = await openTestRemediator();
      const { remediation, resource } = target.lock(it.world);
      for (let sid = 0; sid < 6; sid += 1)
        it.world.faults.swaps.push({
          resource: resource.arn,
          policy: denyAll(resource.arn, `Edit${sid}`),
          announce: false,
        });
      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], ['awaiting_human', 'changed_while_repairing']);
      assert.ok(!it.calls().some((call) => target.writes.includes(call)));
    });

    test('what cannot be recorded first is not changed', async () => {
      await using it = await openTestRemediator({
        // Policies can still be kept; what is about to be done to them cannot be recorded.
        checkpoint: async (name) => {
          if (name === 'after_session')
            await writeFile(join(it.directory, 'ledger', 'remediations'), 'a file in its way');
        },
      });
      const { remediation, resource } = target.lock(it.world);
      const old = resource.policy();
      await assert.rejects(it.run(remediation), LedgerFailure);
      assert.equal(resource.policy(), old);
    });

    test('a write whose answer is lost is recognized as ours by the next attempt', async () => {
      await using it = await openTestRemediator();
      const { remediation, resource } = target.lock(it.world);
      const old = resource.policy();
      const [operation = ''] = target.writes.map((call) => call.replace(/^\w+:/u, ''));
      const lost = { kind: 'lose-answer' } as const;
      it.world.faults.calls.push({ id: 'lost', operation, effect: lost, remaining: 1, probability: 1 });
      await assert.rejects(it.run(remediation), (error) => error instanceof AwsRefusal && error.kind === 'unavailable');
      assert.equal((await it.record(remediation)).state, 'intent');
      const written = resource.policy();
      assert.notEqual(written, old);

      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], ['healed', 'resumed_after_crash'], outcome.explanation);
      assert.equal(resource.policy(), written);
      const record = await it.record(remediation);
      assert.equal(record.before?.verdict, 'locked_out');
      assert.equal(record.after?.verdict, 'open');
      assert.equal(record.decision?.action, 'repair');
      assert.equal(record.sessions.length, 2);
      assert.ok(record.change?.kind === 'policy' && record.change.progress === 'written');
    });

    test('what is given up ends in the ledger with the evidence of the attempt', async () => {
      await using it = await openTestRemediator();
      const { remediation, resource } = target.lock(it.world);
      const [operation = ''] = target.writes.map((call) => call.replace(/^\w+:/u, ''));
      const effect = { kind: 'throttle' } as const;
      it.world.faults.calls.push({ id: 'slow', operation, effect, remaining: null, probability: 1 });
      await assert.rejects(it.run(remediation), AwsRefusal);

      const outcome = { kind: 'failed', reason: 'retries_exhausted', explanation: 'Given up.' } as const;
      const { log, signal } = { log: openLog('silent'), signal: new AbortController().signal };
      await it.remediator.conclude(remediation, outcome, { attempt: 7, log, signal });
      const record = await it.record(remediation);
      assert.ok(record.state === 'ended');
      assert.deepEqual(record.outcome, outcome);
      assert.equal(record.attempts, 7);
      assert.equal(record.before?.verdict, 'locked_out');
      assert.equal(record.change?.progress, 'intended');
      assert.equal(resource.policy(), denyAll(resource.arn));
    });

    test('a job that runs again after its end gets a record of its own', async () => {
      await using it = await openTestRemediator();
      const { remediation, resource } = target.lock(it.world);
      await it.run(remediation);
      const first = await it.record(remediation);
      resource.setPolicy(denyAll(resource.arn, 'Again'));
      assert.equal((await it.run(remediation)).kind, 'healed');
      assert.deepEqual(await it.record(remediation), first);
      let ended = 0;
      for await (const record of it.ledger.list(first.account)) if (record.state === 'ended') ended += 1;
      assert.equal(ended, 2);
    });

    test('of two runs of one job at the same time, neither writes over what the other has recorded', async () => {
      const slow = Promise.withResolvers<undefined>();
      const held: string[] = [];
      await using it = await openTestRemediator({
        checkpoint: async (name) => {
          if (name !== 'after_session' || held.length > 0) return;
          held.push('the first run');
          await slow.promise;
        },
      });
      const { remediation } = target.lock(it.world);
      const first = it.run(remediation);
      await until('the first run is held', () => held.length > 0);
      assert.equal((await it.run(remediation)).kind, 'healed');
      slow.resolve(undefined);
      assert.equal((await first).kind, 'not_needed');
      const record = await it.record(remediation);
      assert.ok(record.state === 'ended' && record.outcome.kind === 'healed');
    });

    test('restore puts back the newest policy that was open', async () => {
      await using it = await openTestRemediator({ settings: { lockouts: { lockedOut: 'restore' } } });
      const { remediation, resource } = target.lock(it.world);
      const good = denyDeletion(resource.arn);
      resource.setPolicy(good);
      await it.run(target.again(remediation));
      resource.setPolicy(denyAll(resource.arn));
      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], ['healed', 'policy_replaced'], outcome.explanation);
      assert.equal(resource.policy(), good);
    });

    test('with nothing to restore, the next strategy of the list is tried, and none that is not on it', async () => {
      await using it = await openTestRemediator({ settings: { lockouts: { lockedOut: ['restore', 'delete'] } } });
      const { remediation, resource } = target.lock(it.world);
      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], ['healed', 'policy_removed'], outcome.explanation);
      assert.equal(resource.policy(), null);
    });

    test('with nothing to restore and nothing else on the list, a human is asked', async () => {
      await using it = await openTestRemediator({ settings: { lockouts: { lockedOut: 'restore' } } });
      const { remediation, resource } = target.lock(it.world);
      const old = resource.policy();
      const outcome = await it.run(remediation);
      assert.deepEqual([outcome.kind, outcome.reason], ['awaiting_human', 'no_safe_repair']);
      assert.equal(resource.policy(), old);
    });

    for (const [promise, replacement, kind] of [
      ['the operator’s own policy takes the place of the one that locks out', denyDeletion, 'healed'],
      ['the operator’s own policy is turned down when it locks out too', denyAll, 'awaiting_human'],
    ] as const)
      test(promise, async () => {
        // The same seed makes the same organization, so the name is known before it is opened.
        const { arn } = await nameOf(target);
        const text = replacement(arn);
        await using it = await openTestRemediator({ rules: { replacement: text } });
        const { remediation, resource, old } = target.lock(it.world);
        const outcome = await it.run(remediation);
        assert.equal(outcome.kind, kind, outcome.explanation);
        assert.equal(resource.policy(), kind === 'healed' ? text : old);
      });

    test('every line of its log names the remediation', async () => {
      await using it = await openTestRemediator();
      const { remediation } = target.lock(it.world);
      await it.run(remediation);
      const lines = it.logText().trim().split('\n');
      assert.ok(lines.length > 5);
      for (const line of lines) assert.match(line, new RegExp(remediation.id, 'u'));
    });

    test('throttling is left to the queue, which knows how long to wait', async () => {
      await using it = await openTestRemediator();
      const { remediation } = target.lock(it.world);
      const effect = { kind: 'throttle' } as const;
      const operation = target.reads.replace(/^\w+:/u, '');
      it.world.faults.calls.push({ id: 'slow', operation, effect, remaining: null, probability: 1 });
      await assert.rejects(it.run(remediation), (error) => error instanceof AwsRefusal && error.kind === 'throttled');
    });
  });

async function nameOf(target: Target): Promise<{ arn: string }> {
  await using organization = await openSimulatedOrganization();
  return target.lock(organization.world).resource;
}
