import assert from 'node:assert/strict';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { test } from 'node:test';
import { openScene, type Scene } from '../support/scene.ts';
import { changedSample, sampleBody } from '../support/sample-event.ts';
import { denyAll } from '../support/unlock-targets.ts';
import { until } from '../support/until.ts';

const stranger = '999999999999';
const hostile: readonly (readonly [reason: string, body: string])[] = [
  ['not_json', sampleBody('put-bucket-policy').slice(0, 300)],
  ['not_an_event', JSON.stringify({ Message: sampleBody('put-bucket-policy') })],
  ['too_deep', '['.repeat(1024 * 1024)],
  ['source_not_aws', changedSample('put-bucket-policy', { source: 'my.application' })],
  ['source_mismatch', changedSample('put-bucket-policy', { source: 'aws.sqs' })],
  ['account_mismatch', changedSample('put-bucket-policy', { account: stranger })],
  [
    'resource_invalid',
    changedSample('set-queue-attributes', {
      detail: { requestParameters: { queueUrl: `https://sqs.us-east-1.amazonaws.com/${stranger}/q` } },
    }),
  ],
];
/** Twice is enough to see that a message comes back, and keeps the test short. */
const maxReceiveCount = 2;

test('hostile events end as dead letters, cut ones at the live policy, and none of them blocks the rest', async () => {
  await using scene = await openScene();
  shortenRedrive(scene);
  for (const [, body] of hostile) await scene.deliver(body);
  const buckets = await lockThreeBuckets(scene);

  const records = await scene.recordsWhenEnded(buckets.length);
  assert.deepEqual(
    records.map((record) => (record.state === 'ended' ? record.outcome.reason : record.state)),
    buckets.map(() => 'policy_repaired'),
  );
  for (const bucket of buckets) assert.match(String(bucket.policy), /NotAction/u);

  const letters = await receiveDeadLetters(scene, hostile.length);
  assert.deepEqual(letters.toSorted(), hostile.map(([, body]) => body).toSorted());
  for (const [reason] of hostile)
    assert.equal(await scene.metric(`rootkeeper_events_discarded_total{reason="${reason}"}`), maxReceiveCount, reason);
  assert.equal((await fetch(`${scene.apiUrl}/readyz`)).status, 200);
  assert.doesNotMatch(scene.daemon.logText(), /"level":"(?:error|fatal)"/u);
});

/** One as the event has it, one whose policy CloudTrail left out, and one whose policy it cut. */
async function lockThreeBuckets(scene: Scene) {
  const buckets = Array.from({ length: 3 }, () => scene.organization.addBucket());
  const asLeftByTrail = [undefined, { omitted: true, reason: 'requestParameters too large' }, '{"Version":"2012-1'];
  for (const [at, bucket] of buckets.entries()) {
    const whole = await scene.catchEvent(() => scene.putBucketPolicy(bucket, denyAll(bucket.arn)));
    const event = JSON.parse(whole) as { detail: { requestParameters: { bucketPolicy: unknown } } };
    event.detail.requestParameters.bucketPolicy = asLeftByTrail[at] ?? event.detail.requestParameters.bucketPolicy;
    await scene.deliver(JSON.stringify(event));
  }
  return buckets;
}

function shortenRedrive({ world }: Scene): void {
  const queue = [...world.queues.values()].find(({ name }) => name === 'rootkeeper-events');
  const { deadLetterTargetArn } = JSON.parse(queue?.attributes.get('RedrivePolicy') ?? '') as Record<string, unknown>;
  queue?.attributes.set('RedrivePolicy', JSON.stringify({ deadLetterTargetArn, maxReceiveCount }));
}

async function receiveDeadLetters({ organization }: Scene, count: number): Promise<readonly string[]> {
  const { sqs } = organization.asAdministratorOf(organization.managementAccountId);
  const QueueUrl = `${organization.environment['ROOTKEEPER_INGEST__QUEUE_URL'] ?? ''}-dead`;
  const bodies: string[] = [];
  await until(`${count} dead letters are there`, async () => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    for (const { Body = '', ReceiptHandle } of Messages) {
      bodies.push(Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return bodies.length >= count;
  });
  return bodies;
}
