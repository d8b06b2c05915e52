/**
 * What AWS showed by hand when it announced central root access, with rootkeeper doing it (by hand it is in
 * the-announcements-walk-through-by-hand.test.ts):
 * https://aws.amazon.com/blogs/aws/centrally-managing-root-access-for-customers-using-aws-organizations/
 * The steps build on each other, so they are one story, told in order.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import {
  EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand,
} from '@aws-sdk/client-iam';
import { CreateAccountCommand, EnableAWSServiceAccessCommand } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { after, test } from 'node:test';
import { rootTasks } from '../../src/domain/root-task.ts';
import { runProgram } from '../support/program.ts';
import { openScene } from '../support/scene.ts';
import { denyAll, denyDeletion } from '../support/unlock-targets.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';

const scene = await openScene({ simulator: { rootAccess: false } });
after(() => scene[Symbol.asyncDispose]());
const directory = await openTemporaryDirectory();
after(() => directory[Symbol.asyncDispose]());
const { organization, world } = scene;
const management = organization.asAdministratorOf(organization.managementAccountId);
const Bucket = 'the-announcement-s-bucket';
const bucketArn = `arn:aws:s3:::${Bucket}`;

/** An operator's own machine: the same organization, a ledger of its own. */
const rootkeeper = (...args: readonly string[]) =>
  runProgram(args, {
    environment: { ...organization.environment, ROOTKEEPER_DATA_DIR: join(directory.path, 'operator') },
  });

test("the announcement's walk-through, with rootkeeper", async (t) => {
  await t.test('central root access is switched on', async () => {
    const { organizations, iam } = management;
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'iam.amazonaws.com' }));
    await iam.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
    await iam.send(new EnableOrganizationsRootSessionsCommand({}));
  });

  let member = '';
  await t.test('a member account is created: its event has it audited, and found rootless', async () => {
    await management.organizations.send(
      new CreateAccountCommand({ AccountName: 'workload', Email: 'workload@example.com' }),
    );
    const [record] = await scene.recordsWhenEnded(1);
    assert.ok(record?.state === 'ended');
    assert.equal(record.outcome.reason, 'already_rootless', record.outcome.explanation);
    member = record.account;
    assert.equal(world.accounts.get(member)?.name, 'workload');
  });

  const administrator = organization.asAdministratorOf(member);
  await t.test('a command runs as the root of the account, for each of the five tasks', async () => {
    for (const task of rootTasks) {
      const { code, stdout, stderr } = await rootkeeper(
        ...['exec', '--account', member, '--task', task, '--'],
        ...[process.execPath, '--input-type=module', '-e', printCaller],
      );
      assert.equal(code, 0, stderr);
      assert.equal(stdout, `arn:aws:iam::${member}:root\n`);
      assert.ok(stderr.includes(`arn:aws:iam::${member}:root, ${task}`), stderr);
    }
  });

  await t.test('a bucket policy shuts everybody out: event, verdict, carve-out, proof', async () => {
    await administrator.s3.send(new CreateBucketCommand({ Bucket }));
    await administrator.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: denyAll(bucketArn) }));
    const record = await healed('unlock_bucket');
    assert.deepEqual([record.before?.verdict, record.after?.verdict], ['locked_out', 'open']);
    const { Policy } = await administrator.s3.send(new GetBucketPolicyCommand({ Bucket }));
    assert.match(Policy ?? '', /"NotAction"/u);
  });

  await t.test('its administrator is let in again, and puts a correct policy', async () => {
    const Policy = denyDeletion(bucketArn);
    await administrator.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    assert.equal((await administrator.s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy, Policy);
  });

  await t.test('or an operator puts the correct policy in its place, with one command', async () => {
    const bucket = world.buckets.get(Bucket);
    assert.ok(bucket);
    bucket.policy = denyAll(bucketArn); // without an event, or the daemon would be quicker
    await assert.rejects(administrator.s3.send(new GetBucketPolicyCommand({ Bucket })), { name: 'AccessDenied' });
    const correct = denyDeletion(bucketArn);
    const file = await directory.write('correct.json', correct);
    const { code, stdout, stderr } = await rootkeeper(
      ...['unlock', 's3', '--account', member, '--bucket', Bucket, '--policy', file],
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^outcome +healed \(policy_replaced\)$/mu);
    assert.equal((await administrator.s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy, correct);
  });

  await t.test('a queue policy shuts everybody out: the same', async () => {
    const { QueueUrl } = await administrator.sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    const Policy = denyAll(`arn:aws:sqs:us-east-1:${member}:orders`);
    await administrator.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    const record = await healed('unlock_queue');
    assert.deepEqual([record.before?.verdict, record.after?.verdict], ['locked_out', 'open']);
    await administrator.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
  });

  await t.test('every task was opened as itself, and counted', async () => {
    for (const [task, sessions] of [
      ['IAMAuditRootUserCredentials', 1],
      ['S3UnlockBucketPolicy', 1],
      ['SQSUnlockQueuePolicy', 1],
    ] as const) {
      const opened = await scene.metric(`rootkeeper_root_sessions_total{task="${task}",outcome="opened"}`);
      assert.ok(opened >= sessions, `${task}: ${opened}`);
    }
  });
});

const printCaller = `
  const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const { Arn } = await new STSClient().send(new GetCallerIdentityCommand());
  console.log(Arn);`;

async function healed(task: 'unlock_bucket' | 'unlock_queue') {
  const ended = async () => (await scene.records()).find((record) => record.task === task && record.state === 'ended');
  await until(`${task} has ended`, async () => (await ended()) !== undefined);
  const record = await ended();
  assert.ok(record?.state === 'ended');
  assert.equal(record.outcome.kind, 'healed', record.outcome.explanation);
  return record;
}
