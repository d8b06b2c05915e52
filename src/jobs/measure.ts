/** How many jobs are in which state, how old the oldest waiting one is, and whether the store answers: as metrics. */
import type { Clock } from '../domain/time.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Store } from '../store/store.ts';
import { queueName, type RemediationQueue } from './queue.ts';

const states = ['waiting', 'active', 'delayed', 'failed', 'completed'] as const;

type Measured = {
  readonly queue: RemediationQueue;
  readonly store: Store;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'jobs' | 'jobOldestAge' | 'storeUp'>;
};

/** One measurement at a time; whoever asks meanwhile gets the same one. While the store is down numbers stay as they were. */
export function measureQueue(measured: Measured): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= measureOnce(measured).finally(() => {
      running = undefined;
    });
    return running;
  };
}

async function measureOnce({ queue, store, clock, metrics }: Measured): Promise<void> {
  try {
    await store.ping();
    const counts = await queue.getJobCounts(...states);
    for (const state of states) metrics.jobs.set({ queue: queueName, state }, counts[state] ?? 0);
    const [oldest] = await queue.getWaiting(0, 0);
    const age = oldest === undefined ? 0 : (clock.now() - oldest.timestamp) / 1000;
    metrics.jobOldestAge.set({ queue: queueName }, Math.max(0, age));
    metrics.storeUp.set(1);
  } catch {
    metrics.storeUp.set(0);
  }
}
