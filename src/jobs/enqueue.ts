/**
 * Puts a remediation in the queue, durably, and once for every event however often it is delivered.
 *
 * BullMQ's backends agree on all but this: a job whose id exists already is recognized *before* deduplication on
 * Redis, but *after* it on PostgreSQL, where the duplicate would become the deduplication's winner (and, with the job
 * long completed, swallow all later changes). So we look for the id first, one at a time for one id in this process;
 * and should two replicas still race, a winner that has ended already is removed before it can swallow anything.
 */
import { deduplicationId, type Remediation } from '../domain/remediation.ts';
import { StoreFailure } from '../store/store.ts';
import { newJobData } from './job-data.ts';
import { jobIdOf, optionsFor, type RemediationQueue } from './queue.ts';

/** `joined`: the same work waits already, or runs and will be looked at again, or this very event was seen before. */
export type Enqueued = 'added' | 'joined';

/** Durable when it resolves. Throws `StoreFailure`; the job may be there all the same, asking again is harmless. */
export type Enqueue = (remediation: Remediation, delayMs?: number) => Promise<Enqueued>;

const triesMax = 3;

export function enqueueWith(queue: RemediationQueue, address: string): Enqueue {
  const inTurn = oneAtATime();
  return async (remediation, delayMs = 0) => {
    try {
      return await inTurn(jobIdOf(remediation), () => addOnce(queue, remediation, delayMs));
    } catch (error) {
      throw new StoreFailure('queue a remediation in', address, error);
    }
  };
}

async function addOnce(queue: RemediationQueue, remediation: Remediation, delayMs: number): Promise<Enqueued> {
  const id = jobIdOf(remediation);
  for (let tries = 0; tries < triesMax; tries += 1) {
    if ((await queue.getJob(id)) !== undefined) return 'joined';
    const job = await queue.add(remediation.task, newJobData(remediation), optionsFor(remediation, delayMs));
    if (job.id === id) return 'added';
    if (await winnerIsAlive(queue, remediation)) return 'joined';
    await queue.removeDeduplicationKey(deduplicationId(remediation));
  }
  throw new Error('a job that has ended keeps its place in the queue');
}

/** False only when a job that has ended, or is gone, still holds the resource's place. */
async function winnerIsAlive(queue: RemediationQueue, remediation: Remediation): Promise<boolean> {
  const winner = await queue.getDeduplicationJobId(deduplicationId(remediation));
  const job = await queue.getJob(winner ?? jobIdOf(remediation));
  return job !== undefined && job.finishedOn === undefined;
}

/** Runs works with the same key one after the other, in order. */
function oneAtATime() {
  const last = new Map<string, Promise<unknown>>();
  return async <Value>(key: string, work: () => Promise<Value>): Promise<Value> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}
