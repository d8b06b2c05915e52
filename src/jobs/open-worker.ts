/**
 * Takes remediations out of the queue and has them run. A job is marked as done only after what follows from it is
 * queued and its outcome is recorded; a process that dies in between has its job run again by the next.
 *
 * A crashed worker's job is taken up by another when its lock runs out: at most lock + check, some 23 s. The embedded
 * store has one process at a time, so there it is taken up as soon as the next one starts.
 */
import { type IQueueBackend, Worker } from 'bullmq';
import type { RemediationTask } from '../domain/remediation.ts';
import type { Log } from '../observe/log.ts';
import type { NoConnection, Store } from '../store/store.ts';
import { concludeStalled, type Processing, processWith } from './process.ts';
import { type JobResult, openQueue, queueName, retention } from './queue.ts';
import { resumeOrphans } from './resume-orphans.ts';

export type WorkerOptions = Processing & {
  readonly store: Store;
  /** How many remediations run side by side. */
  readonly concurrency: number;
  /** On closing: how long what runs may go on, before it is told to stop and handed back. */
  readonly finishWithinMs?: number;
  /** After this time without a sign of life a job's worker counts as dead. */
  readonly lockMs?: number;
};

/** Renewed at half its time, and looked for by others as often. */
const usualLockMs = 15_000;
/** A job that ends its process this often is not tried again. */
const stallsMax = 10;
/** After being told to stop. */
const handBackWithinMs = 5000;

export async function openWorker(options: WorkerOptions): Promise<AsyncDisposable> {
  const { store, log } = options;
  const isAlone = store.kind === 'embedded';
  const lockMs = options.lockMs ?? usualLockMs;
  if (isAlone) await resumeOrphansIn(store, log);

  const worker = new Worker<unknown, JobResult, RemediationTask, IQueueBackend, object, NoConnection>(
    queueName,
    processWith(options),
    {
      connection: {},
      concurrency: options.concurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      maxStalledCount: stallsMax,
      // With nobody else there, only our own busy process could look as if it had died.
      skipStalledCheck: isAlone,
      skipLockRenewal: isAlone,
      runRetryDelay: 1000,
      ...(store.kind === 'redis' ? retention : {}),
    },
    store.queueBackend('worker'),
  );
  worker.on('error', (error) => {
    log.debug({ err: error }, 'the worker met an error');
  });
  worker.on('failed', (job, error) => {
    if (job !== undefined) void concludeStalled(options, job, error);
  });
  await worker.waitUntilReady();
  return { [Symbol.asyncDispose]: () => stop(worker, options.finishWithinMs ?? 20_000, log) };
}

async function resumeOrphansIn(store: Store, log: Log): Promise<void> {
  const queue = openQueue(store);
  try {
    await resumeOrphans(queue, log);
  } finally {
    await queue.close();
  }
}

/** Lets what runs finish; what does not in time is told to stop, and goes back to the queue as it does. */
async function stop(worker: Pick<Worker, 'close' | 'cancelAllJobs'>, finishWithinMs: number, log: Log): Promise<void> {
  const closed = worker.close();
  if (await settlesWithin(finishWithinMs, closed)) return;
  worker.cancelAllJobs('rootkeeper is stopping');
  if (await settlesWithin(handBackWithinMs, closed)) return;
  log.warn({ finishWithinMs }, 'a remediation did not stop in time: it will be run again');
}

async function settlesWithin(limitMs: number, work: Promise<void>): Promise<boolean> {
  const limit = Promise.withResolvers<false>();
  const timer = setTimeout(() => {
    limit.resolve(false);
  }, limitMs);
  try {
    return await Promise.race([work.then(() => true as const), limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
