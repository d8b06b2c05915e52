/**
 * The embedded store against a Redis on the same machine, each in a process of its own, in one run: starting, taking
 * jobs in, working them off, memory, disk. With `--kills N` also: N times `kill -9` in the middle of work, and whether
 * anything that was acknowledged is missing afterwards. `node bench/queue-store.ts [--jobs N] [--kills N]`; the
 * figures of docs/adr/0002 come from here.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openJobs } from '../src/jobs/open-jobs.ts';
import { openWorker } from '../src/jobs/open-worker.ts';
import { jobIdOf, openQueue } from '../src/jobs/queue.ts';
import { openLog } from '../src/observe/log.ts';
import { openMetrics } from '../src/observe/metrics.ts';
import { systemClock as clock } from '../src/observe/system-clock.ts';
import { openStore } from '../src/store/open-store.ts';
import { done } from '../test/support/jobs.ts';
import { openRedis } from '../test/support/redis.ts';
import { startReplica } from '../test/support/replica.ts';
import { unlockBucket } from '../test/support/sample-remediation.ts';
import type { StoreAddress } from '../test/support/stores.ts';
import { openTemporaryDirectory } from '../test/support/temporary-directory.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '0' },
    measure: { type: 'string' },
  },
});
const log = openLog('silent');
const noMetrics = openMetrics({ version: '', commit: '', node: '' });

type Figures = {
  readonly startMs: number;
  readonly enqueuedPerSecond: number;
  readonly workedPerSecond: number;
  /** Of this process, for taking a job in and working it off: comparable on a busy machine, too. */
  readonly cpuMsPerJob: number;
  readonly rssMiB: number;
};

if (values.measure === undefined) await compare();
else process.stdout.write(JSON.stringify(await measure(JSON.parse(values.measure) as StoreAddress)));

async function compare(): Promise<void> {
  await using redis = await openRedis();
  await using directory = await openTemporaryDirectory();
  const common = { cluster: false, prefix: '{bench}', dataDir: directory.path };
  for (const url of ['embedded', redis.url]) {
    const [first, second] = [measureApart({ ...common, url }), measureApart({ ...common, url })];
    console.log(url === 'embedded' ? 'embedded' : 'redis', { first, second });
  }
  console.log('embedded on disk', `${Math.round(sizeOf(join(directory.path, 'store')) / 2 ** 20)} MiB`);
  if (Number(values.kills) > 0) await kill({ ...common, url: 'embedded' }, Number(values.kills));
}

/** In a process of its own, so that memory and warmth are its own. */
function measureApart(address: StoreAddress): Figures {
  const program = [import.meta.filename, '--jobs', values.jobs, '--measure', JSON.stringify(address)];
  const { stdout } = spawnSync(process.execPath, program, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(stdout) as Figures;
}

async function measure(address: StoreAddress): Promise<Figures> {
  const count = Number(values.jobs);
  const opening = performance.now();
  await using store = await openStore({ ...address, log });
  await using jobs = await openJobs({ store, clock, log, metrics: noMetrics });
  const startMs = Math.round(performance.now() - opening);

  const round = `${process.pid}-`;
  const before = process.cpuUsage();
  const enqueuing = performance.now();
  await inParallel(count, 32, (number) => jobs.enqueue(unlockBucket(`bucket-${round}${number}`, `${round}${number}`)));
  const enqueuedPerSecond = perSecond(count, enqueuing);

  let left = count;
  const all = Promise.withResolvers<undefined>();
  const working = performance.now();
  const worker = await openWorker({
    ...{ store, clock, log, enqueue: jobs.enqueue, concurrency: 16, conclude: () => Promise.resolve() },
    run: () => {
      left -= 1;
      if (left === 0) all.resolve(undefined);
      return Promise.resolve(done);
    },
  });
  await all.promise;
  const workedPerSecond = perSecond(count, working);
  const { user, system } = process.cpuUsage(before);
  const cpuMsPerJob = Math.round((user + system) / count / 10) / 100;
  const rssMiB = Math.round(process.memoryUsage.rss() / 2 ** 20);
  await worker[Symbol.asyncDispose]();
  return { startMs, enqueuedPerSecond, workedPerSecond, cpuMsPerJob, rssMiB };
}

async function kill(address: StoreAddress, times: number): Promise<void> {
  const acknowledged: string[] = [];
  let slowestStartMs = 0;
  for (let round = 0; round < times; round += 1) {
    const starting = performance.now();
    await using replica = startReplica(address, 'busy', `round-${round}`);
    await replica.says('added');
    slowestStartMs = Math.max(slowestStartMs, Math.round(performance.now() - starting));
    await delay(Math.random() * 3000);
    await replica.kill();
    acknowledged.push(...replica.said('added'));
  }
  await using store = await openStore({ ...address, log });
  const queue = openQueue(store);
  let missing = 0;
  for (const event of acknowledged)
    if ((await queue.getJob(jobIdOf(unlockBucket(`bucket-${event}`, event)))) === undefined) missing += 1;
  await queue.close();
  console.log('kill -9', { times, acknowledged: acknowledged.length, missing, slowestStartMs });
}

async function inParallel(count: number, width: number, work: (number: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

function perSecond(count: number, since: number): number {
  return Math.round((count / (performance.now() - since)) * 1000);
}

function sizeOf(directory: string): number {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}
