/**
 * One job, from what lies in the store to its end or its next try. What a remediation *does* is behind `run`; how its
 * end is remembered when it could not do so itself is behind `conclude`.
 */
import { DelayedError } from 'bullmq';
import { accountOf, type Outcome, type Remediation, type RunResult } from '../domain/remediation.ts';
import { arnOf } from '../domain/resource.ts';
import { rootUserArn } from '../domain/root-task.ts';
import type { Clock } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Enqueue } from './enqueue.ts';
import { type JobData, parseJobData } from './job-data.ts';
import type { JobResult, RemediationJob } from './queue.ts';
import { endForGood, fateOf, type PatienceTable, patienceTable } from './retry.ts';

export type RunContext = {
  /** Counts from 1; a job resumed after a crash has a higher one, too. */
  readonly attempt: number;
  /** Carries the remediation's id, account, resource and event on every line. */
  readonly log: Log;
  /** Aborted when the process must stop: leave off at the next safe place by throwing. */
  readonly signal: AbortSignal;
};

export type Processing = {
  /** Ends by returning, with its outcome recorded; throws what waiting may mend. */
  readonly run: (remediation: Remediation, context: RunContext) => Promise<RunResult>;
  /** Records the outcome of a remediation that threw for the last time. Called before the job is marked as ended. */
  readonly conclude: (remediation: Remediation, outcome: Outcome, context: RunContext) => Promise<void>;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
  readonly log: Log;
  /** For tests; the waits of `retry.ts` are the default. */
  readonly patience?: PatienceTable;
};

/** More often than this, and the job itself is what ends the process. */
const resumedMax = 10;

type Attempt = {
  readonly processing: Processing;
  readonly job: RemediationJob;
  readonly token: string | undefined;
  readonly data: JobData;
  readonly context: RunContext;
};

export function processWith(processing: Processing) {
  // Three parameters are what tells BullMQ to hand over a signal.
  return async (job: RemediationJob, token?: string, signal?: AbortSignal): Promise<JobResult> => {
    const result = parseJobData(job.data);
    if ('problem' in result) {
      processing.log.error({ jobId: job.id, problem: result.problem }, 'a job in the queue cannot be read');
      throw endForGood(result.problem);
    }
    const context = contextOf(processing, job, result.data, signal ?? new AbortController().signal);
    const attempt: Attempt = { processing, job, token, data: result.data, context };
    if ((result.data.resumed ?? 0) > resumedMax) return end(attempt, diedTooOften(resumedMax));
    try {
      return await runOnce(attempt);
    } catch (error) {
      return context.signal.aborted ? handBack(attempt) : decide(attempt, error);
    }
  };
}

async function runOnce({ processing, data, context }: Attempt): Promise<JobResult> {
  const { outcome, next } = await processing.run(data.remediation, context);
  for (const { remediation, delayMs } of next) await processing.enqueue(remediation, delayMs);
  return { kind: outcome.kind, reason: outcome.reason };
}

async function decide(attempt: Attempt, error: unknown): Promise<JobResult> {
  const { processing, data, context } = attempt;
  const { clock, patience = patienceTable } = processing;
  const at = { now: clock.now(), random: Math.random(), patience };
  const fate = fateOf(error, data.trouble, data.remediation, at);
  if (fate.kind === 'end') {
    context.log.error({ err: error, outcome: fate.outcome }, 'a remediation ended in an error');
    return end(attempt, fate.outcome);
  }
  const { delayMs, trouble } = fate;
  context.log.warn(
    { err: error, trouble: trouble.kind, times: trouble.times, delayMs },
    'a remediation is tried again',
  );
  return postpone(attempt, delayMs, { ...data, trouble });
}

/** Recorded first: an outcome that nobody can look up has not happened. If that fails, the whole is tried again. */
async function end(attempt: Attempt, outcome: Outcome): Promise<JobResult> {
  const { processing, data, context } = attempt;
  try {
    await processing.conclude(data.remediation, outcome, context);
  } catch (error) {
    const at = { now: processing.clock.now(), random: Math.random(), patience: processing.patience ?? patienceTable };
    const fate = fateOf(error, data.trouble, data.remediation, at);
    context.log.error({ err: error, outcome }, 'the end of a remediation could not be recorded');
    if (fate.kind === 'again') return postpone(attempt, fate.delayMs, { ...data, trouble: fate.trouble });
  }
  if (outcome.kind === 'not_needed') return { kind: outcome.kind, reason: outcome.reason };
  throw endForGood(`${outcome.kind} (${outcome.reason}): ${outcome.explanation}`);
}

async function postpone({ processing, job, token }: Attempt, delayMs: number, data: JobData): Promise<never> {
  await job.updateData(data);
  await job.moveToDelayed(processing.clock.now() + delayMs, token);
  throw new DelayedError();
}

async function handBack(attempt: Attempt): Promise<never> {
  attempt.context.log.info('a remediation is handed back: rootkeeper is stopping');
  return postpone(attempt, 0, attempt.data);
}

/** BullMQ itself fails a job whose worker died too often, and tells us afterwards. */
export async function concludeStalled(processing: Processing, job: RemediationJob, error: Error): Promise<void> {
  if (!error.message.includes('stalled more than allowable limit')) return;
  const result = parseJobData(job.data);
  if ('problem' in result) return;
  const context = contextOf(processing, job, result.data, new AbortController().signal);
  try {
    await processing.conclude(result.data.remediation, diedTooOften(job.stalledCounter), context);
  } catch (failure) {
    context.log.error({ err: failure }, 'the end of a remediation could not be recorded');
  }
}

const diedTooOften = (times: number): Outcome => ({
  kind: 'failed',
  reason: 'defect',
  explanation: `The process that ran it ended more than ${times} times in the middle of it.`,
});

function contextOf(
  { log }: Processing,
  job: RemediationJob,
  { remediation }: JobData,
  signal: AbortSignal,
): RunContext {
  return {
    attempt: Math.max(1, job.attemptsStarted),
    signal,
    log: log.child({
      remediationId: remediation.id,
      accountId: accountOf(remediation),
      resource: remediation.task === 'make_rootless' ? rootUserArn(remediation.account) : arnOf(remediation.resource),
      eventId: remediation.origin.eventId,
    }),
  };
}
