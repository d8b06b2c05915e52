/**
 * The queue as the rest of the daemon sees it: remediations go in, and its state comes out as metrics. Every replica
 * opens it, whatever its roles; the ones that work open a worker besides (`open-worker.ts`).
 */
import type { Clock } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Store } from '../store/store.ts';
import { type Enqueue, enqueueWith } from './enqueue.ts';
import { measureQueue } from './measure.ts';
import { openQueue } from './queue.ts';
import { trimEnded } from './trim.ts';

export type Jobs = AsyncDisposable & {
  readonly enqueue: Enqueue;
  /** Brings the metrics of queue and store up to date now; otherwise it happens every few seconds. Never throws. */
  readonly measure: () => Promise<void>;
};

export type JobsOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'jobs' | 'jobOldestAge' | 'storeUp'>;
};

const measureEveryMs = 10_000;
const trimEveryMs = 60_000;

export async function openJobs({ store, clock, log, metrics }: JobsOptions): Promise<Jobs> {
  const queue = openQueue(store);
  // The store says once that its connection is lost; here it would be said for every command.
  queue.on('error', (error) => {
    log.debug({ err: error }, 'the queue met an error');
  });
  await queue.waitUntilReady();

  const measure = measureQueue({ queue, store, clock, metrics });
  const timers = [every(measureEveryMs, measure)];
  if (store.kind !== 'redis')
    timers.push(
      every(trimEveryMs, () =>
        trimEnded(queue).catch((error: unknown) => {
          log.warn({ err: error }, 'ended jobs could not be trimmed');
        }),
      ),
    );
  return {
    enqueue: enqueueWith(queue, store.address),
    measure,
    [Symbol.asyncDispose]: async () => {
      for (const timer of timers) clearInterval(timer);
      await queue.close();
    },
  };
}

/** For work that never throws, and that nobody waits for. */
function every(intervalMs: number, work: () => Promise<void>): NodeJS.Timeout {
  return setInterval(() => void work(), intervalMs).unref();
}
