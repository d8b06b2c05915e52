/**
 * The one queue, as BullMQ is asked for it, and what jobs in it are called. Which store it lives in is for the
 * store's factory to know.
 */
import { type IQueueBackend, type Job, type JobsOptions, Queue } from 'bullmq';
import { deduplicationId, type Outcome, type Remediation, type RemediationTask } from '../domain/remediation.ts';
import type { NoConnection, Store } from '../store/store.ts';

export const queueName = 'remediations';

/** What a job that completed leaves in the store. */
export type JobResult = Pick<Outcome, 'kind' | 'reason'>;
export type RemediationJob = Job<unknown, JobResult, RemediationTask>;
export type RemediationQueue = Queue<
  unknown,
  JobResult,
  RemediationTask,
  unknown,
  JobResult,
  RemediationTask,
  IQueueBackend,
  NoConnection
>;

type Kept = { readonly age: number; readonly count: number };
export type Retention = { readonly removeOnComplete: Kept; readonly removeOnFail: Kept };

const day = 24 * 3600;

/**
 * Kept after they ended, so that a late duplicate of an event finds its job (SQS and EventBridge deliver again within
 * hours), and people the failed ones. Both are bounded, whatever happens.
 */
export const retention: Retention = {
  removeOnComplete: { age: 1 * day, count: 10_000 },
  removeOnFail: { age: 30 * day, count: 10_000 },
};

export const openQueue = (store: Store): RemediationQueue =>
  new Queue<unknown, JobResult, RemediationTask, unknown, JobResult, RemediationTask, IQueueBackend, NoConnection>(
    queueName,
    { connection: {}, streams: { events: { maxLen: 100 } } },
    store.queueBackend('producer'),
  );

/**
 * The same for every copy of one event, different for every other change of the same resource. Work that no event
 * asked for has its own id. BullMQ forbids `:` and bare numbers.
 */
export function jobIdOf(remediation: Remediation): string {
  const what = remediation.origin.eventId ?? remediation.id;
  return `${deduplicationId(remediation)}/${encodeURIComponent(what)}`;
}

/**
 * While work on a resource waits, more of the same joins it. While it runs, the last of the same is kept and runs
 * after it: what the first run read may be older than the change.
 */
export function optionsFor(remediation: Remediation, delayMs: number): JobsOptions {
  return {
    jobId: jobIdOf(remediation),
    deduplication: { id: deduplicationId(remediation), keepLastIfActive: true },
    ...(delayMs > 0 ? { delay: delayMs } : {}),
    // retry.ts decides about every error of a remediation. What still reaches BullMQ is the store failing beneath us.
    attempts: 1000,
    backoff: { type: 'fixed', delay: 5000 },
    stackTraceLimit: 1,
  };
}
