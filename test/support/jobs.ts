/** Store, queue and worker, opened as the daemon opens them, and closed in its order. */
import type { Outcome, Remediation, RunResult } from '../../src/domain/remediation.ts';
import { openJobs } from '../../src/jobs/open-jobs.ts';
import { openWorker, type WorkerOptions } from '../../src/jobs/open-worker.ts';
import { patienceTable } from '../../src/jobs/retry.ts';
import { openMetrics } from '../../src/observe/metrics.ts';
import { systemClock as clock } from '../../src/observe/system-clock.ts';
import { openStore, type StoreOptions } from '../../src/store/open-store.ts';
import { openCapturedLog } from './captured-log.ts';

export const healed: Outcome = { kind: 'healed', reason: 'policy_repaired', explanation: 'It is open again.' };
export const done: RunResult = { outcome: healed, next: [] };

/** A table of waits so short that a test can see several. */
export function impatient(firstMs = 1, withinMs = 60_000): NonNullable<WorkerOptions['patience']> {
  const patience = { firstMs, longestMs: firstMs, withinMs };
  const kinds = Object.keys(patienceTable);
  // The table has every kind of trouble; the compiler cannot see that of fromEntries.
  return Object.fromEntries(kinds.map((kind) => [kind, patience])) as NonNullable<WorkerOptions['patience']>;
}

export async function openTestJobs(options: Omit<StoreOptions, 'log'>) {
  const { log, text } = openCapturedLog();
  await using opened = new AsyncDisposableStack();
  const store = opened.use(await openStore({ ...options, log }));
  const metrics = openMetrics({ version: 'test', commit: 'test', node: 'test' });
  const jobs = opened.use(await openJobs({ store, clock, log, metrics }));
  const closing = opened.move();

  const concluded: { remediation: Remediation; outcome: Outcome }[] = [];
  /** Closed with the rest, or before. */
  const worker = async (run: WorkerOptions['run'], more: Partial<WorkerOptions> = {}) => {
    const opened = await openWorker({
      ...{ store, clock, log, run, enqueue: jobs.enqueue, concurrency: 2, patience: impatient() },
      conclude: (remediation, outcome) => {
        concluded.push({ remediation, outcome });
        return Promise.resolve();
      },
      ...more,
    });
    return closing.use(opened);
  };

  /** What `rootkeeper_jobs` says of every state, measured now, but for those of which there are none. */
  const counts = async (): Promise<Readonly<Record<string, number>>> => {
    await jobs.measure();
    const { values } = await metrics.jobs.get();
    const some = values.filter(({ value }) => value > 0);
    return Object.fromEntries(some.map(({ labels, value }) => [String(labels.state), value]));
  };

  return {
    ...{ store, metrics, jobs, worker, concluded, counts, text },
    count: async (state: string): Promise<number> => (await counts())[state] ?? 0,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
