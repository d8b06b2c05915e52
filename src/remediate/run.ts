/**
 * One attempt at one remediation, from the first look to the record of how it ended.
 * Flow: worker → [run] → procedure; the worker decides what becomes of what is thrown, and enqueues what follows.
 * Never: opens a session in an account that rootkeeper must not act in, or ends without a record.
 */
import { accountOf, type Outcome, type OutcomeKind, type Remediation, type RunResult } from '../domain/remediation.ts';
import { arnOf } from '../domain/resource.ts';
import { AwsRefusal } from '../domain/aws-refusal.ts';
import type { Log } from '../observe/log.ts';
import type { Attempt, Tools } from './attempt.ts';
import { endingOf, exhausted } from './ending.ts';
import { type EarlierIntent, openJournal } from './journal.ts';
import { carryOut } from './procedures.ts';
import { type Admission, admit } from './standing.ts';

export type Remediator = {
  /** `attempt` is counted from 1. Throws what a later attempt may mend, and when `signal` ended a wait. */
  readonly run: (remediation: Remediation, how: RunOptions) => Promise<RunResult>;
  /** For the worker, after the last attempt: records that it has failed, and why. */
  readonly giveUp: (remediation: Remediation, error: unknown, attempts: number) => Promise<RunResult>;
};

export type RunOptions = { readonly attempt: number; readonly signal: AbortSignal };

export function openRemediator(tools: Tools): Remediator {
  return {
    run: async (given, { attempt, signal }) => {
      const startedAt = tools.clock.elapsed();
      const { remediation, earlier } = await takeUp(given, tools);
      const log = logFor(remediation, tools);
      const journal = openJournal({ remediation, attempt, earlier }, tools.ledger, tools.clock);
      log.info({ attempt, resumed: earlier !== undefined }, 'remediation started');
      const outcome = await endOf(() => attemptIt({ remediation, tools, journal, log, signal }), { log, signal });
      await tools.checkpoint?.('before_outcome');
      await journal.end(outcome);
      tell(remediation, outcome, { tools, log, seconds: (tools.clock.elapsed() - startedAt) / 1000 });
      return { outcome, next: [] };
    },
    giveUp: async (given, error, attempts) => {
      const { remediation, earlier } = await takeUp(given, tools);
      const log = logFor(remediation, tools);
      const outcome = exhausted(error);
      await openJournal({ remediation, attempt: attempts, earlier }, tools.ledger, tools.clock).end(outcome);
      tell(remediation, outcome, { tools, log, seconds: 0 });
      return { outcome, next: [] };
    },
  };
}

/**
 * A job may run again although its remediation has ended: the process was killed in between, or somebody retries it.
 * The old end stays in the ledger, and the new look gets an id of its own.
 */
async function takeUp(
  given: Remediation,
  { ledger, newId }: Tools,
): Promise<{ remediation: Remediation; earlier: EarlierIntent | undefined }> {
  const record = await ledger.find(accountOf(given), given.id);
  if (record?.state === 'ended') return { remediation: { ...given, id: newId() }, earlier: undefined };
  return { remediation: given, earlier: record };
}

async function endOf(
  attemptIt: () => Promise<Outcome>,
  { log, signal }: Pick<Attempt, 'log' | 'signal'>,
): Promise<Outcome> {
  try {
    return await attemptIt();
  } catch (error) {
    if (signal.aborted) throw error;
    const outcome = endingOf(error);
    if (outcome === undefined) throw error;
    log.warn({ err: error }, 'an attempt ended early');
    return outcome;
  }
}

async function attemptIt(given: Omit<Attempt, 'joined' | 'isYoung'>): Promise<Outcome> {
  const admission = await askAdmission(given);
  switch (admission.kind) {
    case 'turned_away':
      return admission.outcome;
    case 'too_early': {
      const remedy = 'Nothing to do: a new account takes some minutes.';
      throw new AwsRefusal('find account', accountOf(given.remediation), { kind: 'not_ready', remedy }, undefined);
    }
    case 'admitted':
      return await carryOut({ ...given, joined: admission.joined, isYoung: admission.isYoung });
  }
}

async function askAdmission({ remediation, tools }: Pick<Attempt, 'remediation' | 'tools'>): Promise<Admission> {
  const account = accountOf(remediation);
  const standing = await tools.organization.find(account);
  return admit(remediation, standing, {
    excluded: tools.rules.excludeAccounts.includes(account),
    now: tools.clock.now(),
  });
}

function logFor(remediation: Remediation, { log, rules }: Tools): Log {
  return log.child({
    remediationId: remediation.id,
    task: remediation.task,
    accountId: accountOf(remediation),
    resource: remediation.task === 'make_rootless' ? null : arnOf(remediation.resource, rules.partition),
    eventId: remediation.origin.eventId ?? null,
  });
}

function tell(
  { task, origin }: Remediation,
  outcome: Outcome,
  { tools: { metrics, clock }, log, seconds }: { tools: Tools; log: Log; seconds: number },
): void {
  metrics.remediations.inc({ task, outcome: outcome.kind });
  metrics.remediationDuration.observe({ task }, seconds);
  if (outcome.kind === 'healed' && origin.eventTime !== undefined)
    metrics.timeToHeal.observe({ task }, Math.max(0, clock.now() - origin.eventTime) / 1000);
  if (outcome.kind !== 'failed' && outcome.kind !== 'refused')
    metrics.lastSuccess.set({ activity: 'remediation' }, clock.now() / 1000);
  const { kind, reason, explanation } = outcome;
  log[levels[kind]]({ outcome: kind, reason, explanation }, 'remediation ended');
}

/** How loudly an end is told: what waits for a human must be seen by one. */
const levels = {
  healed: 'info',
  not_needed: 'info',
  observed: 'info',
  awaiting_human: 'warn',
  refused: 'warn',
  failed: 'error',
} as const satisfies Record<OutcomeKind, string>;
