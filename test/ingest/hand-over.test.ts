/** What becomes of one message, with the real parser, analyser and decisions; only the queue behind is a recorder. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Remediation, parseRemediationId } from '../../src/domain/remediation.ts';
import { instant } from '../../src/domain/time.ts';
import type { Rules } from '../../src/guards/decide.ts';
import { handOverWith } from '../../src/ingest/hand-over.ts';
import { openMetrics } from '../../src/observe/metrics.ts';
import { openCapturedLog } from '../support/captured-log.ts';
import { changedSample, sampleBody } from '../support/sample-event.ts';
import { known } from '../support/sample-record.ts';

const rules: Rules = {
  mode: 'enforce',
  lockedOut: ['carve-out'],
  conditional: ['notify'],
  credentials: { newAccounts: 'delete', invitedAccounts: 'approve', drift: 'approve' },
};
const id = known(parseRemediationId('rem-01JDFVF3M00000000000000000'));
const now = instant(Date.parse('2025-06-13T07:43:00Z'));

function openHandOver(take: (remediation: Remediation) => Promise<'added'> = () => Promise.resolve('added')) {
  const queued: Remediation[] = [];
  const { log, text } = openCapturedLog();
  const metrics = openMetrics({ version: '0', commit: '0', node: '0' });
  const handOver = handOverWith({
    source: 'cloudtrail',
    isOwnKey: () => false,
    rules,
    knowledge: { partition: 'aws' },
    enqueue: async (remediation) => {
      const answer = await take(remediation);
      queued.push(remediation);
      return answer;
    },
    newId: () => id,
    metrics,
    log,
    clock: { now: () => now },
  });
  const lines = () =>
    text()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { handOver, queued, lines, text, exposition: () => metrics.registry.metrics() };
}

const origin = { source: 'cloudtrail', eventId: '85da6631-a4b5-47dc-b296-95574e53b41a' };
const openPolicy = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' },
};
const withPolicy = (bucketPolicy: unknown) =>
  changedSample('put-bucket-policy', { detail: { requestParameters: { bucketPolicy } } });
const onlyFromEndpoint = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::my-bucket', 'arn:aws:s3:::my-bucket/*'],
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
    },
  ],
};

test('a policy that locks everybody out becomes a remediation', async () => {
  const { handOver, queued, lines } = openHandOver();
  assert.equal(await handOver(sampleBody('put-bucket-policy')), 'delete');
  assert.equal(queued.length, 1);
  assert.partialDeepStrictEqual(queued[0], {
    id,
    createdAt: now,
    task: 'unlock_bucket',
    resource: { kind: 'bucket', account: '444455556666', region: 'ap-southeast-2', bucket: 'my-bucket' },
    origin,
  });
  assert.partialDeepStrictEqual(lines().at(-1), {
    level: 'info',
    remediationId: id,
    accountId: '444455556666',
    resource: 'arn:aws:s3:::my-bucket',
    eventId: origin.eventId,
    verdict: 'locked_out',
    reason: 'verdict_locked_out',
  });
});

test('a healthy policy enqueues nothing', async () => {
  const { handOver, queued, exposition } = openHandOver();
  assert.equal(await handOver(withPolicy(openPolicy)), 'delete');
  assert.deepEqual(queued, []);
  assert.match(await exposition(), /^rootkeeper_findings_total\{service="s3",verdict="open"\} 1$/mu);
});

test('a policy that depends on what exists is told to people, not acted on', async () => {
  const { handOver, queued, lines } = openHandOver();
  assert.equal(await handOver(withPolicy(onlyFromEndpoint)), 'delete');
  assert.deepEqual(queued, []);
  assert.partialDeepStrictEqual(lines().at(-1), {
    level: 'warn',
    action: 'notify',
    resource: 'arn:aws:s3:::my-bucket',
  });
});

test('a policy that the event lacks, or that is no policy, is looked at live', async () => {
  for (const body of [withPolicy({ omitted: true }), withPolicy('{"Version": "2012-1')]) {
    const { handOver, queued } = openHandOver();
    assert.equal(await handOver(body), 'delete');
    assert.equal(queued[0]?.task, 'unlock_bucket');
  }
});

test("a locked queue's remediation carries the policy, which nobody may be able to read", async () => {
  const Policy =
    '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}}';
  const { handOver, queued } = openHandOver();
  await handOver(changedSample('set-queue-attributes', { detail: { requestParameters: { attributes: { Policy } } } }));
  assert.partialDeepStrictEqual(queued[0], { task: 'unlock_queue', policyInEvent: Policy });
});

for (const [sample, because] of [
  ['create-account-result', 'created'],
  ['account-joined-organization', 'invited'],
  ['create-managed-account', 'joined'],
] as const)
  test(`an account that was ${because} is made rootless, for that reason`, async () => {
    const { handOver, queued } = openHandOver();
    assert.equal(await handOver(sampleBody(sample)), 'delete');
    assert.partialDeepStrictEqual(queued, [{ task: 'make_rootless', because }]);
  });

test('what root does, and who else opens root sessions, is told to people', async () => {
  for (const [sample, reason] of [
    ['console-login-root', 'root_activity'],
    ['assume-root', 'root_session_not_ours'],
  ] as const) {
    const { handOver, queued, lines } = openHandOver();
    assert.equal(await handOver(sampleBody(sample)), 'delete');
    assert.deepEqual(queued, []);
    assert.partialDeepStrictEqual(lines().at(-1), { level: 'warn', reason });
  }
});

test('a malformed event is counted, logged with its reason, and left for the dead-letter queue', async () => {
  const { handOver, lines, exposition } = openHandOver();
  assert.equal(await handOver('{'), 'redrive');
  assert.match(await exposition(), /^rootkeeper_events_discarded_total\{reason="not_json"\} 1$/mu);
  assert.partialDeepStrictEqual(lines().at(-1), { level: 'warn', reason: 'not_json', problem: 'the body is not JSON' });
});

test('an event that asks for nothing is counted and deleted', async () => {
  const { handOver, exposition } = openHandOver();
  assert.equal(await handOver(sampleBody('add-permission-2019')), 'delete');
  assert.match(await exposition(), /^rootkeeper_events_discarded_total\{reason="not_of_interest"\} 1$/mu);
});

test('a store that does not take the job gives the message back', async () => {
  const { handOver } = openHandOver(() => Promise.reject(new Error('no store')));
  assert.equal(await handOver(sampleBody('put-bucket-policy')), 'return');
});

test('the lag of an event is measured, and a clock that differs makes no negative lag', async () => {
  const { handOver, exposition } = openHandOver();
  await handOver(sampleBody('put-bucket-policy'));
  await handOver(changedSample('put-bucket-policy', { detail: { eventTime: '2099-01-01T00:00:00Z' } }));
  assert.match(await exposition(), /^rootkeeper_event_lag_seconds_sum 12$/mu);
});

test('no credential of an event reaches the log or the queue', async () => {
  const { handOver, queued, text } = openHandOver();
  await handOver(sampleBody('assume-root'));
  assert.doesNotMatch(text() + JSON.stringify(queued), /nobody-may-keep/u);
});
