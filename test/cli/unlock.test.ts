import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { runProgram } from '../support/program.ts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';
import { denyAll, denyDeletion, targets, type Target } from '../support/unlock-targets.ts';

/** A locked resource, and the arguments that name it. */
async function openLocked(target: Target) {
  await using opened = new AsyncDisposableStack();
  const organization = opened.use(await openSimulatedOrganization());
  const directory = opened.use(await openTemporaryDirectory());
  const { remediation, resource, old } = target.lock(organization.world);
  const { kind, account, region } = remediation.resource;
  const name = remediation.resource.kind === 'bucket' ? remediation.resource.bucket : remediation.resource.queue;
  const args = kind === 'bucket' ? ['s3', '--bucket', name] : ['sqs', '--queue', name, '--region', region];
  const closing = opened.move();
  return {
    organization,
    resource,
    old,
    name,
    account,
    directory,
    unlock: (...more: string[]) =>
      runProgram(['unlock', ...args, '--account', account, ...more], {
        environment: { ...organization.environment, ROOTKEEPER_DATA_DIR: join(directory.path, 'data') },
      }),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

for (const target of targets)
  suite(target.what, () => {
    test('is repaired, with verdict, diff and proof; exit code 0', async () => {
      await using it = await openLocked(target);
      const { code, stdout, stderr } = await it.unlock();
      assert.equal(code, 0, stderr);
      assert.notEqual(it.resource.policy(), it.old);
      assert.match(stdout, /^found +locked out: /mu);
      assert.match(stdout, /^change +carve-out \(done\): /mu);
      assert.match(stdout, /^- .*(?:s3|sqs):\*/mu);
      assert.match(stdout, /^\+ .*NotAction/mu);
      assert.match(stdout, /^proof +open: /mu);
      assert.match(stdout, /^outcome +healed \(policy_repaired\)$/mu);
      assert.match(stdout, /^record +rem-\w{26}$/mu);
      const again = await it.unlock();
      assert.equal(again.code, 0);
      assert.match(again.stdout, /^outcome +not needed \(policy_open\)$/mu);
    });

    test('is only looked at with `--dry-run`; exit code 1, since it is locked', async () => {
      await using it = await openLocked(target);
      const { code, stdout } = await it.unlock('--dry-run');
      assert.equal(code, 1);
      assert.equal(it.resource.policy(), it.old);
      assert.match(stdout, /^change +carve-out \(would be done\): /mu);
      assert.match(stdout, /^outcome +observed \(dry_run\)$/mu);
    });

    test('gets the operator’s own policy', async () => {
      await using it = await openLocked(target);
      const own = denyDeletion(it.resource.arn);
      const { code, stdout } = await it.unlock('--policy', await it.directory.write('own.json', own));
      assert.equal(code, 0, stdout);
      assert.equal(it.resource.policy(), own);
      assert.match(stdout, /policy_replaced/u);
    });

    test('does not get an operator’s policy that locks out as well; exit code 2, and nothing was asked of it', async () => {
      await using it = await openLocked(target);
      const file = await it.directory.write('own.json', denyAll(it.resource.arn, 'Own'));
      const { code, stderr } = await it.unlock('--policy', file);
      assert.equal(code, 2);
      assert.match(stderr, /could not use the policy of `--policy`: it is locked out/u);
      assert.equal(it.resource.policy(), it.old);
      assert.ok(!it.organization.world.requestLog.entries().some(({ operation }) => operation === 'AssumeRoot'));
    });

    test('is repaired by the strategy that is named, and answers in JSON', async () => {
      await using it = await openLocked(target);
      const { code, stdout } = await it.unlock('--strategy', 'delete', '--format', 'json');
      assert.equal(code, 0, stdout);
      assert.equal(it.resource.policy(), null);
      const { outcome, policies } = JSON.parse(stdout);
      assert.equal(outcome.reason, 'policy_removed');
      assert.deepEqual(policies, { before: it.old, after: null });
    });

    test('of a suspended account is left alone; exit code 2', async () => {
      await using it = await openLocked(target);
      const account = it.organization.world.accounts.get(it.account);
      assert.ok(account);
      account.state = 'SUSPENDED';
      const { code, stdout } = await it.unlock();
      assert.equal(code, 2);
      assert.match(stdout, /awaiting human \(account_not_active\)/u);
    });
  });

test('a throttled answer is waited for; AWS that goes on refusing is exit code 3, and recorded as the end', async () => {
  const [target] = targets;
  assert.ok(target);
  await using it = await openLocked(target);
  const effect = { kind: 'throttle' } as const;
  it.organization.world.faults.calls.push({
    id: 'slow',
    operation: 'PutBucketPolicy',
    effect,
    remaining: null,
    probability: 1,
  });
  const { code, stderr } = await it.unlock();
  assert.equal(code, 3);
  assert.match(stderr, /could not write the policy of bucket `\S+`: throttled \(SlowDown\)/u);
  assert.equal(it.resource.policy(), it.old);
  it.organization.world.faults.calls.length = 0;
  it.organization.world.faults.calls.push({
    id: 'slow',
    operation: 'PutBucketPolicy',
    effect,
    remaining: 1,
    probability: 1,
  });
  assert.equal((await it.unlock()).code, 0);
});

suite('before anything is asked of AWS', () => {
  const s3 = ['unlock', 's3', '--account', '111122223333'];
  const sqs = ['unlock', 'sqs', '--account', '111122223333', '--region', 'eu-west-1'];
  for (const [promise, args, message] of [
    ['a bucket has a name', [...s3, '--bucket', 'arn:aws:s3:::b'], /not the name of a bucket/u],
    ['a queue has a name', [...sqs, '--queue', 'a/b'], /neither the URL nor the name of a queue/u],
    [
      'a queue’s URL is one of the account’s',
      [...sqs, '--queue', 'https://sqs.eu-west-1.amazonaws.com/444455556666/q'],
      /not a queue of account/u,
    ],
    ['a policy is in a file', [...s3, '--bucket', 'bbb', '--policy', '/no/such'], /could not read the policy/u],
    [
      'a policy needs no strategy',
      [...s3, '--bucket', 'bbb', '--policy', 'x', '--strategy', 'delete'],
      /cannot be used with/u,
    ],
  ] as const)
    test(`${promise}; exit code 2`, async () => {
      const { code, stderr } = await runProgram(args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    });
});
