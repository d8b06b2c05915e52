/**
 * Which Deny statements must give way so that somebody gets in: those that the analyser names, until it names no more.
 */
import { repairActions } from '../../domain/verdict.ts';
import { matchesAction } from '../match-action.ts';
import type { PolicyQuestion } from '../question.ts';
import type { Policy } from '../statement.ts';
import { analyzeFor } from './reopened.ts';
import type { Place } from './rewrite-actions.ts';
import { withoutStatements } from './without-statements.ts';

export type Choice = { readonly chosen: ReadonlySet<number> } | { readonly refused: string };

/** For each of the principals by itself; `undefined` stands for anybody of the account. */
export function chooseStatements(
  question: PolicyQuestion,
  place: Place,
  principals: readonly (string | undefined)[],
): Choice {
  const chosen = new Set<number>();
  for (const principal of principals) {
    for (const index of shutAlone(question, place, principal)) chosen.add(index);
    for (;;) {
      const isChosen = (index: number): boolean => chosen.has(index);
      const analysis = analyzeFor(question, withoutStatements(place, isChosen), principal);
      if (analysis.verdict === 'open') break;
      const remaining = place.policy.statements.filter(({ index }) => !isChosen(index));
      const named = analysis.causes.flatMap(({ statement }) => remaining[statement]?.index ?? []);
      const next = named.length > 0 ? named : suspects(place.policy, question).filter((index) => !isChosen(index));
      if (next.length === 0) return { refused: stillShut(principal, analysis.explanation) };
      for (const index of next) chosen.add(index);
    }
  }
  return { chosen };
}

/**
 * Whatever becomes of the others, these must give way. Found one by one, since a policy of hundreds of them would be
 * analysed whole as often.
 */
function shutAlone(question: PolicyQuestion, place: Place, principal: string | undefined): readonly number[] {
  return suspects(place.policy, question).filter((index) => {
    const text = withoutStatements(place, (other) => other !== index);
    const { verdict } = analyzeFor(question, text, principal);
    return verdict === 'locked_out' || verdict === 'conditional';
  });
}

export const stillShut = (principal: string | undefined, explanation: string): string =>
  `${principal === undefined ? 'the account' : `\`${principal}\``} would still be shut out: ${explanation}`;

/** Deny statements that speak of an action that repairs. */
export const suspects = (policy: Policy, { service }: PolicyQuestion): readonly number[] =>
  policy.statements
    .filter(
      ({ effect, action }) => effect === 'Deny' && repairActions[service].some((name) => matchesAction(action, name)),
    )
    .map(({ index }) => index);
