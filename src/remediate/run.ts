/**
 * One attempt at one remediation, from the first look to the record of how it ended.
 * Flow: worker → [run] → procedure; the worker decides what becomes of what is thrown, and enqueues what follows.
 * Never: opens a session in an account that rootkeeper must not act in, or ends without a record.
 */
import { AwsRefusal } from '../domain/aws-refusal.ts';
import { accountOf, type Outcome, type OutcomeKind, type Remediation, type RunResult } from '../domain/remediation.ts';
import type { Log } from '../observe/log.ts';
import type { Attempt, Tools } from './attempt.ts';
import { endingOf } from './ending.ts';
import { type EarlierIntent, openJournal } from './journal.ts';
import { carryOut } from './procedures.ts';
import { admit } from './standing.ts';

export type Remediator = {
  /** Throws what a later attempt may mend, and when `signal` ended a wait. */
  readonly run: (remediation: Remediation, context: RunContext) => Promise<RunResult>;
  /** For whoever decides that there is no later attempt: records the end in our place. Throws `LedgerFailure`. */
  readonly conclude: (remediation: Remediation, outcome: Outcome, context: RunContext) => Promise<void>;
};

export type RunContext = {
  /** Counts from 1. */
  readonly attempt: number;
  /** Carries the remediation's id, account, resource and event on every line. */
  readonly log: Log;
  readonly signal: AbortSignal;
};

export function openRemediator(tools: Tools): Remediator {
  return {
    run: async (remediation, { attempt, log, signal }) => {
      const startedAt = tools.clock.elapsed();
      const { task } = remediation;
      const earlier = await findIntent(remediation, tools);
      const journal = openJournal({ remediation, attempt, earlier }, { ...tools, log });
      log.info({ task, attempt, resumed: earlier !== undefined }, 'remediation started');
      const outcome = await endOf({ remediation, tools, journal, log, signal });
      await tools.checkpoint?.('before_outcome');
      await journal.end(outcome);
      tell(remediation, outcome, tools, log);
      tools.metrics.remediationDuration.observe({ task }, (tools.clock.elapsed() - startedAt) / 1000);
      return { outcome, next: [] };
    },
    conclude: async (remediation, outcome, { attempt, log }) => {
      const earlier = await findIntent(remediation, tools);
      await openJournal({ remediation, attempt, earlier }, { ...tools, log }).end(outcome);
      tell(remediation, outcome, tools, log);
    },
  };
}

/** What an attempt that was stopped half-way left behind. */
async function findIntent(remediation: Remediation, { ledger }: Tools): Promise<EarlierIntent | undefined> {
  const record = await ledger.find(accountOf(remediation), remediation.id);
  return record?.state === 'intent' ? record : undefined;
}

type Unadmitted = Omit<Attempt, 'joined' | 'isYoung'>;

async function endOf(given: Unadmitted): Promise<Outcome> {
  try {
    return await admitAndCarryOut(given);
  } catch (error) {
    const outcome = given.signal.aborted ? undefined : endingOf(error, given.remediation);
    if (outcome === undefined) throw error;
    given.log.warn({ err: error }, 'an attempt ended early');
    return outcome;
  }
}

async function admitAndCarryOut(given: Unadmitted): Promise<Outcome> {
  const { remediation, tools } = given;
  const account = accountOf(remediation);
  const admission = admit(remediation, await tools.organization.find(account), {
    isExcluded: tools.rules.excludeAccounts.includes(account),
    now: tools.clock.now(),
  });
  switch (admission.kind) {
    case 'turned_away':
      return admission.outcome;
    case 'too_early': {
      const remedy = 'Nothing to do: a new account takes some minutes.';
      throw new AwsRefusal('find active account', account, { kind: 'not_ready', remedy }, undefined);
    }
    case 'admitted':
      return await carryOut({ ...given, joined: admission.joined, isYoung: admission.isYoung });
  }
}

function tell({ task, origin }: Remediation, outcome: Outcome, { metrics, clock }: Tools, log: Log): void {
  const { kind, reason, explanation } = outcome;
  metrics.remediations.inc({ task, outcome: kind });
  if (kind === 'healed' && origin.eventTime !== undefined)
    metrics.timeToHeal.observe({ task }, Math.max(0, clock.now() - origin.eventTime) / 1000);
  if (kind !== 'failed' && kind !== 'refused') metrics.lastSuccess.set({ activity: 'remediation' }, clock.now() / 1000);
  log[levels[kind]]({ task, outcome: kind, reason, explanation }, 'remediation ended');
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
