/** The receive loops, on a queue of the simulated organization, through the AWS SDK. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Elapsed } from '../../src/domain/time.ts';
import { systemClock } from '../../src/observe/system-clock.ts';
import { openMetrics } from '../../src/observe/metrics.ts';
import type { HandOver } from '../../src/ingest/fate.ts';
import { IngestFailure } from '../../src/ingest/ingest-failure.ts';
import { type IngestOptions, openIngest } from '../../src/ingest/open-ingest.ts';
import { openCapturedLog } from '../support/captured-log.ts';
import { eventually } from '../support/eventually.ts';
import { openIngestQueue } from '../support/ingest-queue.ts';

type QueueOfTest = Awaited<ReturnType<typeof openIngestQueue>>;

const ingestOf = ({ sqs, queueUrl }: Pick<QueueOfTest, 'sqs' | 'queueUrl'>, options: Partial<IngestOptions> = {}) =>
  openIngest({
    client: sqs,
    queueUrl,
    concurrency: 2,
    visibilityTimeoutMs: 30_000,
    handOver: () => Promise.resolve('delete'),
    storeAnswers: () => Promise.resolve(),
    metrics: openMetrics({ version: '0', commit: '0', node: '0' }),
    log: openCapturedLog().log,
    clock: systemClock,
    ...options,
  });

const visibleIn = async ({ sqs, queueUrl }: QueueOfTest): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages'] as const;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...AttributeNames] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
};

const callsOf = ({ world }: QueueOfTest, operation: string): number =>
  world.requestLog.entries().filter((entry) => entry.operation === operation).length;

test('a message is deleted when its job is durable, and not before', async () => {
  await using queue = await openIngestQueue();
  const durable = Promise.withResolvers<'delete'>();
  const seen = Promise.withResolvers<string>();
  const handOver: HandOver = (body) => {
    seen.resolve(body);
    return durable.promise;
  };
  await using ingest = await ingestOf(queue, { handOver });
  await queue.send('one');
  assert.equal(await seen.promise, 'one');
  assert.equal(callsOf(queue, 'DeleteMessageBatch'), 0);
  assert.equal(await queue.count(), 1);
  durable.resolve('delete');
  await eventually(
    () => queue.count(),
    (count) => count === 0,
    'the message is deleted',
  );
  assert.ok(ingest.isPolling());
});

test('every message is handed over, many at a time', async () => {
  await using queue = await openIngestQueue();
  const bodies = Array.from({ length: 60 }, (_, number) => `event ${number}`);
  await queue.send(...bodies);
  const seen = new Set<string>();
  const handOver: HandOver = (body) => {
    seen.add(body);
    return Promise.resolve('delete');
  };
  await using ingest = await ingestOf(queue, { handOver });
  await eventually(
    () => queue.count(),
    (count) => count === 0,
    'the queue is empty',
  );
  assert.deepEqual([...seen].toSorted(), bodies.toSorted());
  assert.ok(ingest.isPolling());
});

test('a malformed message ends in the dead-letter queue by redrive, and the others pass it', async () => {
  await using queue = await openIngestQueue({ maxReceiveCount: 2 });
  let tries = 0;
  const handOver: HandOver = (body) => {
    if (body !== 'poison') return Promise.resolve('delete');
    tries += 1;
    return Promise.resolve('redrive');
  };
  await queue.send('poison', 'a', 'b');
  await using ingest = await ingestOf(queue, { handOver });
  await eventually(
    () => queue.deadLetters(),
    (count) => count === 1,
    'the poison is a dead letter',
  );
  await eventually(
    () => queue.count(),
    (count) => count === 0,
    'the others are deleted',
  );
  assert.equal(tries, 2);
  assert.equal(await queue.receiveDeadLetter(), 'poison');
  assert.ok(ingest.isPolling());
});

test('a message that is worked on for long stays hidden from others', async () => {
  await using queue = await openIngestQueue();
  const finish = Promise.withResolvers<'delete'>();
  let receives = 0;
  const handOver: HandOver = () => {
    receives += 1;
    return finish.promise;
  };
  await using ingest = await ingestOf(queue, { handOver, visibilityTimeoutMs: 1000 });
  await queue.send('slow');
  // Three extensions of one second each, twice a second: without them it would have been seen again.
  await eventually(
    () => callsOf(queue, 'ChangeMessageVisibilityBatch'),
    (calls) => calls >= 5,
    'its time is extended',
  );
  assert.equal(receives, 1);
  finish.resolve('delete');
  await eventually(
    () => queue.count(),
    (count) => count === 0,
    'it is deleted',
  );
  const calls = callsOf(queue, 'ChangeMessageVisibilityBatch');
  await queue.send('quick');
  await eventually(
    () => queue.count(),
    (count) => count === 0,
    'the next is deleted',
  );
  assert.equal(callsOf(queue, 'ChangeMessageVisibilityBatch'), calls, 'what is done is extended no more');
  assert.ok(ingest.isPolling());
});

test('twelve hours after its receive a message is let go', async () => {
  await using queue = await openIngestQueue();
  const finish = Promise.withResolvers<'delete'>();
  const seen = Promise.withResolvers<string>();
  let passedMs = 0;
  const clock = { now: systemClock.now, elapsed: () => (systemClock.elapsed() + passedMs) as Elapsed };
  const handOver: HandOver = (body) => {
    seen.resolve(body);
    return finish.promise;
  };
  await using ingest = await ingestOf(queue, { handOver, clock, visibilityTimeoutMs: 1000, concurrency: 1 });
  await queue.send('endless');
  await seen.promise;
  passedMs = 12 * 3_600_000;
  await eventually(
    () => visibleIn(queue),
    (count) => count === 1,
    'SQS shows it again',
  );
  assert.equal(callsOf(queue, 'ChangeMessageVisibilityBatch'), 0);
  assert.ok(ingest.isPolling());
  finish.resolve('delete');
});

test('while the store takes no jobs, messages come back and receiving pauses; nothing is lost', async () => {
  await using queue = await openIngestQueue({ maxReceiveCount: 3 });
  let isStoreUp = false;
  const handed: string[] = [];
  const handOver: HandOver = (body) => {
    if (!isStoreUp) return Promise.resolve('return');
    handed.push(body);
    return Promise.resolve('delete');
  };
  const { promise: asked, resolve } = Promise.withResolvers<undefined>();
  let questions = 0;
  const storeAnswers = () => {
    questions += 1;
    if (questions === 2) resolve(undefined);
    return isStoreUp ? Promise.resolve() : Promise.reject(new Error('no store'));
  };
  await queue.send('one', 'two', 'three');
  await using ingest = await ingestOf(queue, { handOver, storeAnswers, concurrency: 1 });
  await asked;
  assert.equal(ingest.isPolling(), false);
  assert.equal(await queue.deadLetters(), 0);
  isStoreUp = true;
  await eventually(
    () => queue.count(),
    (count) => count === 0,
    'the queue is empty',
  );
  assert.deepEqual(handed.toSorted(), ['one', 'three', 'two']);
  assert.equal(await queue.deadLetters(), 0);
});

test('a failed delete, or a failed receive, costs a second delivery and no message', async () => {
  await using queue = await openIngestQueue();
  for (const operation of ['DeleteMessageBatch', 'ReceiveMessage'])
    queue.world.faults.calls.push({
      id: operation,
      service: 'sqs',
      operation,
      effect: { kind: 'error', status: 500 },
      remaining: 1,
      probability: 1,
    });
  const handed: string[] = [];
  const handOver: HandOver = (body) => {
    handed.push(body);
    return Promise.resolve('delete');
  };
  await queue.send('one');
  await using ingest = await ingestOf(queue, { handOver, visibilityTimeoutMs: 1000 });
  await eventually(
    () => queue.count(),
    (count) => count === 0,
    'the message is deleted at last',
  );
  assert.deepEqual(handed, ['one', 'one']);
  assert.ok(ingest.isPolling());
});

test('stopping breaks off the long poll, and finishes what was received', async () => {
  await using queue = await openIngestQueue();
  const finish = Promise.withResolvers<'delete'>();
  const seen = Promise.withResolvers<string>();
  const handOver: HandOver = (body) => {
    seen.resolve(body);
    return finish.promise;
  };
  const ingest = await ingestOf(queue, { handOver });
  await queue.send('one');
  await seen.promise;
  const stopped = ingest[Symbol.asyncDispose]();
  assert.equal(ingest.isPolling(), false);
  const first = await Promise.race([stopped.then(() => 'stopped'), queue.count().then((count) => count)]);
  assert.equal(first, 1, 'it waits for the message that is worked on');
  finish.resolve('delete');
  // A long poll lasts 20 seconds; the limit of the runner is not what ends this.
  const startedAt = performance.now();
  await stopped;
  assert.ok(performance.now() - startedAt < 15_000);
  assert.equal(await queue.count(), 0);
});

test('stopping waits for no store', async () => {
  await using queue = await openIngestQueue();
  const asked = Promise.withResolvers<undefined>();
  const storeAnswers = () => {
    asked.resolve(undefined);
    return Promise.withResolvers<never>().promise;
  };
  const ingest = await ingestOf(queue, { handOver: () => Promise.resolve('return'), storeAnswers });
  await queue.send('one');
  await asked.promise;
  await ingest[Symbol.asyncDispose]();
  assert.equal(ingest.isPolling(), false);
  assert.equal(await queue.count(), 1);
});

const wrongQueues: readonly (readonly [what: string, url: (queue: QueueOfTest) => string, message: RegExp])[] = [
  ['does not exist', ({ queueUrl }) => queueUrl.replace(/events$/u, 'other'), /there is no such queue/u],
  ['is another account’s', ({ queueUrl }) => queueUrl.replace(/\d{12}/u, '999999999999'), /could not use/u],
];
for (const [what, urlOf, message] of wrongQueues)
  test(`a configured queue that ${what} is told at the start, with what to do`, async () => {
    await using queue = await openIngestQueue();
    await assert.rejects(ingestOf({ sqs: queue.sqs, queueUrl: urlOf(queue) }), (error) => {
      assert.ok(error instanceof IngestFailure, String(error));
      assert.match(error.message, message);
      assert.match(error.remedy, /ingest\.queueUrl/u);
      return true;
    });
  });

test('a role that may not read the queue is told at the start, with the permissions it needs', async () => {
  await using queue = await openIngestQueue();
  const { sqs } = queue.as(queue.daemon); // may use its own queue, and no other
  await assert.rejects(ingestOf({ sqs, queueUrl: queue.queueUrl }), (error) => {
    assert.ok(error instanceof IngestFailure, String(error));
    assert.match(error.remedy, /sqs:ReceiveMessage/u);
    return true;
  });
});

test('a queue that does not answer yet is waited for', async () => {
  await using queue = await openIngestQueue();
  queue.world.faults.calls.push({
    id: 'down',
    service: 'sqs',
    effect: { kind: 'error', status: 503 },
    remaining: 3,
    probability: 1,
  });
  await using ingest = await ingestOf(queue);
  await queue.send('one').catch(() => queue.send('one'));
  await eventually(
    () => queue.count().catch(() => -1),
    (count) => count === 0,
    'the message is deleted',
  );
  assert.ok(ingest.isPolling());
});
