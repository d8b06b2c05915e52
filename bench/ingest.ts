/**
 * SQS message → durable job in one process, beside the least that anybody can do with the same queue: receive and
 * delete. Rounds take turns, so that a noisy machine is noisy for both.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseConfig } from '../src/config/load.ts';
import { newRemediationId } from '../src/compose.ts';
import { handOverWith } from '../src/ingest/hand-over.ts';
import { openIngest } from '../src/ingest/open-ingest.ts';
import { openJobs } from '../src/jobs/open-jobs.ts';
import { openLog } from '../src/observe/log.ts';
import { openMetrics } from '../src/observe/metrics.ts';
import { systemClock } from '../src/observe/system-clock.ts';
import { openStore } from '../src/store/open-store.ts';
import { openRedis, redisMissing } from '../test/support/redis.ts';
import { openTemporaryDirectory } from '../test/support/temporary-directory.ts';
import type { Row, Section } from './row.ts';
import { countMessages, drainBarely, openSimulatedQueue, type SimulatedQueue } from './simulated-queue.ts';

const loops = 4;
const warmUp = 100;
const goal = 0.6;

export async function benchIngest({ quick }: { quick: boolean }): Promise<Section> {
  const count = quick ? 1_000 : 5_000;
  const rounds = quick ? 1 : 3;
  const rows: Row[] = [];
  await using directory = await openTemporaryDirectory();
  rows.push(await compare({ count, rounds, name: 'embedded', url: 'embedded', dataDir: directory.path }));
  if (redisMissing === undefined) {
    await using redis = await openRedis();
    rows.push(await compare({ count, rounds, name: 'Redis', url: redis.url, dataDir: directory.path }));
  }
  return { title: `SQS message → durable job, ${loops} loops, ${count} messages`, rows };
}

type Comparison = {
  readonly count: number;
  readonly rounds: number;
  readonly name: string;
  readonly url: string;
  readonly dataDir: string;
};

async function compare({ count, rounds, name, url, dataDir }: Comparison): Promise<Row> {
  await using queue = await openSimulatedQueue();
  await using jobs = await openBenchJobs(url, dataDir);
  await queue.fill(warmUp);
  await drainIntoJobs(queue, jobs);
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    await queue.fill(count);
    bare.push(count / (await secondsOf(() => drainBarely(queue, count, loops))));
    await queue.fill(count);
    ours.push(count / (await drainIntoJobs(queue, jobs)));
  }
  const [bareRate, rate] = [median(bare), median(ours)];
  return {
    what: `into the ${name} store`,
    measured: `${rate.toFixed(0)}/s`,
    beside: `bare receive and delete ${bareRate.toFixed(0)}/s: ${percent(rate / bareRate)}; goal ${percent(goal)}`,
    figures: { perSecond: rate, barePerSecond: bareRate, ratio: rate / bareRate },
  };
}

type BenchJobs = Awaited<ReturnType<typeof openBenchJobs>>;

/** Store and queue as the daemon opens them, and nobody who works on what is in it. */
async function openBenchJobs(url: string, dataDir: string) {
  await using opened = new AsyncDisposableStack();
  const log = openLog('silent');
  const clock = systemClock;
  const metrics = openMetrics({ version: 'bench', commit: 'bench', node: process.version });
  const store = opened.use(await openStore({ url, cluster: false, prefix: '{bench}', dataDir, log }));
  const { enqueue } = opened.use(await openJobs({ store, clock, log, metrics }));
  const closing = opened.move();
  return { enqueue, store, clock, log, metrics, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** With everything that the daemon does: parse, judge, decide, queue durably, delete. Resolves to the seconds it took. */
async function drainIntoJobs(queue: SimulatedQueue, { enqueue, store, ...around }: BenchJobs): Promise<number> {
  const started = performance.now();
  const { lockouts, credentials } = parseConfig();
  const handOver = handOverWith({
    source: 'cloudtrail',
    isOwnKey: () => false,
    rules: { mode: 'enforce', lockedOut: lockouts.lockedOut, conditional: lockouts.conditional, credentials },
    knowledge: { partition: 'aws' },
    enqueue,
    newId: () => newRemediationId(around.clock),
    ...around,
  });
  const { client, queueUrl } = queue;
  const settings = { client, queueUrl, concurrency: loops, visibilityTimeoutMs: 60_000, storeAnswers: store.ping };
  const ingest = await openIngest({ ...settings, ...around, handOver });
  while ((await countMessages(queue)) > 0 && ingest.isPolling()) await delay(20);
  const seconds = (performance.now() - started) / 1000;
  // A long poll that is given up must be known to be so before the queue is filled again, or it takes messages along.
  await ingest[Symbol.asyncDispose]();
  await delay(250);
  return seconds;
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const percent = (ratio: number): string => `${(ratio * 100).toFixed(0)} %`;
