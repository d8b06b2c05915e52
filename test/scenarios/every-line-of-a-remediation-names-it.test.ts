import assert from 'node:assert/strict';
import { CreateAccountCommand } from '@aws-sdk/client-organizations';
import { test } from 'node:test';
import { openScene } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

type Line = Readonly<Record<string, unknown>>;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

test('every line of a remediation names it, its account, its resource and its event', async () => {
  await using scene = await openScene();
  const [bucket, queue] = [scene.bucket(), scene.queue()];
  await scene.putBucketPolicy(bucket, denyAll(bucket.arn));
  await scene.putQueuePolicy(queue, denyAll(queue.arn));
  const { organizations } = scene.organization.asAdministratorOf(scene.organization.managementAccountId);
  await organizations.send(new CreateAccountCommand({ AccountName: 'new', Email: 'aws+new@example.com' }));
  const records = await scene.recordsWhenEnded(3);
  await scene.daemon.end();

  const lines = scene.daemon
    .logText()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
  for (const { remediationId, account, resource, task } of records) {
    const own = lines.filter((line) => line['remediationId'] === remediationId);
    const said = own.map(({ msg }) => msg);
    for (const step of ['a remediation is queued', 'remediation started', 'root session opened', 'remediation ended'])
      assert.ok(said.includes(step), `${task}: ${step}`);
    for (const line of own) {
      assert.equal(line['accountId'], account, JSON.stringify(line));
      assert.ok(isText(line['eventId']), JSON.stringify(line));
      const arn = resource === null ? `arn:aws:iam::${account}:root` : [bucket.arn, queue.arn];
      assert.ok([arn].flat().includes(String(line['resource'])), JSON.stringify(line));
    }
  }
  // Nothing is said about the bucket, once it is at work on it, that does not say in which remediation.
  const first = lines.findIndex(({ msg }) => msg === 'remediation started');
  for (const line of lines.slice(first).filter((each) => JSON.stringify(each).includes(bucket.name)))
    assert.ok(isText(line['remediationId']) || isText(line['signal']), JSON.stringify(line));
});
