/**
 * Unlocks one bucket or queue: read, judge, decide, keep, write, read back, prove.
 * Flow: decide → queue → [remediate] → record. An event was only a hint; everything here is judged on the live policy.
 * Never: changes a policy that is not proven to lock everybody out at the moment of the write.
 */
import type { RootSession } from '../aws/root-session.ts';
import type { Outcome } from '../domain/remediation.ts';
import type { Resource } from '../domain/resource.ts';
import type { RootTask } from '../domain/root-task.ts';
import type { Analysis } from '../domain/verdict.ts';
import { decideOnLivePolicy, type RepairDecision } from '../guards/decide.ts';
import type { Attempt } from './attempt.ts';
import { type Judged, openJudge } from './judge.ts';
import { openSession } from './open-session.ts';
import { plan, repair } from './repair.ts';
import { isSamePolicy } from './same-policy.ts';
import type { OpenPolicy, Unlocking } from './unlocking.ts';

export type UnlockTarget = {
  readonly resource: Resource;
  readonly task: RootTask;
  readonly openPolicy: (session: RootSession) => OpenPolicy;
};

/** Whoever edits a policy this often within seconds is at work on it, and should be asked. */
const roundsMax = 3;

export async function unlock(attempt: Attempt, { resource, task, openPolicy }: UnlockTarget): Promise<Outcome> {
  const judge = await openJudge(resource, attempt);
  const session = await openSession(attempt, task);
  const unlocking = { attempt, resource, policy: openPolicy(session), judge };
  for (let round = 1; round <= roundsMax; round += 1) {
    const end = await lookAndRepair(unlocking);
    if (end !== 'changed') return end;
    attempt.log.warn({ round }, 'the policy was changed during the repair: judging it anew');
  }
  return {
    kind: 'awaiting_human',
    reason: 'changed_while_repairing',
    explanation: `Somebody changed the policy ${roundsMax} times while it was being repaired; it is left to them.`,
  };
}

async function lookAndRepair(unlocking: Unlocking): Promise<Outcome | 'changed'> {
  const live = await unlocking.policy.read();
  if (live.kind === 'absent') return await leave(undefined, unlocking);

  const judged = unlocking.judge(live.text);
  const decision = decideOnLivePolicy(judged.analysis, unlocking.attempt.tools.rules);
  noteDecision(decision, unlocking);
  if (decision.action === 'leave') return await leave(judged, unlocking);
  await noteJudged(judged, unlocking);
  switch (decision.action) {
    case 'ask':
      return { kind: 'awaiting_human', ...whyAsk(judged.analysis, decision) };
    case 'observe':
      return await plan(decision.strategies, judged, unlocking);
    case 'repair':
      return await repair(decision.strategies, judged, unlocking);
  }
}

/** Nothing is locked: it never was, somebody else was faster, or we had written before we were stopped. */
async function leave(judged: Judged | undefined, unlocking: Unlocking): Promise<Outcome> {
  const { journal } = unlocking.attempt;
  const now = judged?.analysis.explanation ?? 'There is no policy, so nothing is denied.';
  const written = await findOwnWrite(judged?.text ?? null, unlocking.attempt);
  if (written !== undefined) {
    // What was decided then is what has been done; today's look is the proof of it.
    const { decision = null } = journal.earlier ?? {};
    journal.note({ decision, after: judged?.analysis ?? null, change: { ...written, progress: 'written' } });
    const explanation = `The policy had been written before rootkeeper was stopped. ${now}`;
    return { kind: 'healed', reason: 'resumed_after_crash', explanation };
  }
  if (judged === undefined) return { kind: 'not_needed', reason: 'policy_absent', explanation: now };
  await noteJudged(judged, unlocking);
  return { kind: 'not_needed', reason: 'policy_open', explanation: now };
}

/** An earlier attempt's intent, if what it wanted to write is what is there. */
async function findOwnWrite(live: string | null, { journal, tools }: Attempt) {
  const change = journal.earlier?.change;
  if (change?.kind !== 'policy') return undefined;
  const intended = change.newPolicySha256 === null ? null : await tools.ledger.readPolicy(change.newPolicySha256);
  return intended !== undefined && isSamePolicy(intended, live) ? change : undefined;
}

async function noteJudged({ text, analysis }: Judged, { attempt: { journal, tools } }: Unlocking): Promise<void> {
  journal.note({ before: analysis, judgedPolicySha256: await tools.ledger.keepPolicy(text) });
}

function noteDecision(decision: RepairDecision, { attempt: { journal, tools, log } }: Unlocking): void {
  const { action, reason } = decision;
  const strategies = action === 'leave' ? [] : [...decision.strategies];
  tools.metrics.decisions.inc({ action, reason });
  journal.note({ decision: { action, reason, strategies } });
  log.info({ action, reason, strategies }, 'decided on the live policy');
}

type WhyAsk = Omit<Extract<Outcome, { kind: 'awaiting_human' }>, 'kind'>;

function whyAsk({ verdict, explanation }: Analysis, { reason }: Extract<RepairDecision, { action: 'ask' }>): WhyAsk {
  if (reason === 'mode_approve') return { reason: 'approval_required', explanation };
  switch (verdict) {
    case 'unknown':
      return { reason: 'verdict_unknown', explanation };
    case 'invalid':
      return { reason: 'verdict_invalid', explanation };
    case 'conditional':
      return { reason: 'verdict_conditional', explanation };
    case 'locked_out':
    case 'open':
      return { reason: 'strategy_notify', explanation };
  }
}
