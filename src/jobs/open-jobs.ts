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

const measureEveryMs = 5000;

export async function openJobs({ store, clock, log, metrics }: JobsOptions): Promise<Jobs> {
  const queue = openQueue(store);
  // The store says once that its connection is lost; here it would be said for every command.
  queue.on('error', (error) => {
    log.debug({ err: error }, 'the queue met an error');
  });
  await queue.waitUntilReady();

  const measure = measureQueue({ queue, store, clock, metrics });
  const timer = setInterval(() => void measure(), measureEveryMs);
  timer.unref();
  return {
    enqueue: enqueueWith(queue, store.address),
    measure,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await queue.close();
    },
  };
}
