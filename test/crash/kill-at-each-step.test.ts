import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { checkpoints } from '../../src/remediate/attempt.ts';
import type { RemediationRecord } from '../../src/ledger/record.ts';
import { leaveEveryRootCredential } from '../../src/simulator/world/left-over-credentials.ts';
import { changedSample } from '../support/sample-event.ts';
import { openScene, type Scene, sceneStores } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

const program = [join(import.meta.dirname, 'fixtures', 'mortal-daemon.ts')];

/** What starts a remediation, and what is true when it is healed. */
const works = [
  {
    what: 'a bucket',
    on: ['embedded', 'redis'],
    begin: async (scene: Scene) => {
      const bucket = scene.bucket();
      await scene.putBucketPolicy(bucket, denyAll(bucket.arn));
      return () => {
        assert.match(String(bucket.policy), /NotAction/u);
      };
    },
    check: (record: RemediationRecord) => {
      assert.deepEqual([record.before?.verdict, record.after?.verdict], ['locked_out', 'open']);
      assert.ok(record.change?.kind === 'policy');
      assert.equal(record.change.oldPolicySha256, record.judgedPolicySha256);
    },
  },
  {
    what: 'an account',
    // How a store takes up a job again does not depend on the job.
    on: ['redis'],
    begin: async (scene: Scene) => {
      const account = [...scene.world.accounts.values()].find(
        ({ id, joinedMethod, state }) =>
          id !== scene.organization.managementAccountId && joinedMethod === 'CREATED' && state === 'ACTIVE',
      );
      assert.ok(account);
      const { root } = account;
      leaveEveryRootCredential(scene.world, account);
      const detail = { serviceEventDetails: { createAccountStatus: { accountId: account.id } } };
      await scene.deliver(changedSample('create-account-result', { detail }));
      return () => {
        assert.equal(root.password, null);
        assert.equal(root.accessKeys.length + root.signingCertificates.length + root.mfaDevices.length, 0);
      };
    },
    check: (record: RemediationRecord) => {
      assert.ok(record.change?.kind === 'credentials');
      assert.ok(record.change.credentials.password && record.change.credentials.accessKeys.length > 0);
    },
  },
] as const;

for (const { store, skip } of sceneStores)
  for (const { what, begin, check } of works.filter(({ on }) => on.some((each) => each === store)))
    // Each has a process, an organization and a store of its own, and waits most of the time.
    suite(`killed while it heals ${what} (${store})`, { skip, concurrency: 5 }, () => {
      for (const step of checkpoints)
        test(`${step}: the next process ends it, with a whole record`, async () => {
          await using scene = await openScene({ store, program, settings: { DIE_AT: step, LOCK_MS: '3000' } });
          const isHealed = await begin(scene);
          await scene.daemon.ended;
          assert.equal((await scene.daemon.end()).signal, 'SIGKILL');

          await using next = scene.startAnother({ program, settings: { DIE_AT: '' } });
          await next.ready();
          const records = await scene.recordsWhenEnded(1);
          const record = records.find((each) => each.state === 'ended' && each.outcome.kind === 'healed');
          assert.ok(record, JSON.stringify(records));
          // On a machine that is too busy to renew a lock, a job runs twice: the second run has nothing to do.
          for (const other of records.filter((each) => each !== record))
            assert.ok(other.state === 'ended' && other.outcome.kind === 'not_needed');
          assert.equal(record.change?.progress, 'written');
          check(record);
          isHealed();
        });
    });

suite('what a crash leaves', () => {
  let scene: Scene;
  before(async () => {
    scene = await openScene({ program, settings: { DIE_AT: 'after_intent' } });
  });
  after(() => scene[Symbol.asyncDispose]());

  test('between intent and write is a whole record that says so, and nothing changed', async () => {
    const bucket = scene.bucket();
    await scene.putBucketPolicy(bucket, denyAll(bucket.arn));
    await scene.daemon.ended;
    const [record] = await scene.records();
    assert.ok(record?.state === 'intent');
    assert.equal(record.change.progress, 'intended');
    assert.equal(bucket.policy, denyAll(bucket.arn));
  });
});
