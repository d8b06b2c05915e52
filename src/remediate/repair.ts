/**
 * Tries the strategies of the decision in their order until one is in place and proven; or, when nothing may be
 * changed, says which one it would have been.
 * Never: tries a strategy that the configuration (or the operator) does not list.
 */
import type { Outcome } from '../domain/remediation.ts';
import type { Strategy } from '../domain/verdict.ts';
import type { Judged } from './judge.ts';
import { propose, type Proposal, type Refusal, type Way } from './propose.ts';
import { describeChange, replacePolicy } from './replace-policy.ts';
import type { Unlocking } from './unlocking.ts';

export async function repair(
  strategies: readonly Strategy[],
  judged: Judged,
  unlocking: Unlocking,
): Promise<Outcome | 'changed'> {
  const refusals: Refusal[] = [];
  for (const way of waysOf(strategies, unlocking)) {
    const found = await proposeLogged(way, judged, unlocking);
    if ('refused' in found) {
      refusals.push(found);
      continue;
    }
    const end = await replacePolicy(found, judged, unlocking);
    if (end === 'changed' || end.kind !== 'rejected') return end;
    const { message, remedy } = end.refusal;
    refusals.push({ strategy: way, refused: `AWS does not take the repaired policy: ${message}. ${remedy}` });
  }
  return noSafeRepair(refusals);
}

/** What `repair` would do first. */
export async function plan(strategies: readonly Strategy[], judged: Judged, unlocking: Unlocking): Promise<Outcome> {
  const { journal, tools } = unlocking.attempt;
  const refusals: Refusal[] = [];
  for (const way of waysOf(strategies, unlocking)) {
    const found = await proposeLogged(way, judged, unlocking);
    if ('refused' in found) {
      refusals.push(found);
      continue;
    }
    journal.note({ change: await describeChange(found, judged, { progress: 'planned', ledger: tools.ledger }) });
    const reason = tools.rules.dryRun === true ? 'dry_run' : 'mode_observe';
    const explanation = `Would be repaired by ${way}: ${found.changes.join(' ')} ${judged.analysis.explanation}`;
    return { kind: 'observed', reason, explanation };
  }
  return noSafeRepair(refusals);
}

const waysOf = (strategies: readonly Strategy[], { attempt }: Unlocking): readonly Way[] =>
  attempt.tools.rules.replacement === undefined ? strategies : ['replacement'];

async function proposeLogged(way: Way, judged: Judged, unlocking: Unlocking): Promise<Proposal | Refusal> {
  const found = await propose(way, judged, unlocking);
  const { log } = unlocking.attempt;
  if ('refused' in found) log.info({ strategy: way, refused: found.refused }, 'a strategy cannot be used');
  else log.info({ strategy: way, changes: found.changes }, 'a repair is proven');
  return found;
}

const noSafeRepair = (refusals: readonly Refusal[]): Outcome => ({
  kind: 'awaiting_human',
  reason: 'no_safe_repair',
  explanation: `No configured strategy can be used. ${refusals
    .map(({ strategy, refused }) => `${strategy}: ${refused}`)
    .join('; ')}`,
});
