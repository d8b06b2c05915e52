/**
 * "Does this policy lock everybody out?", published as `rootkeeper/policy`.
 * Flow: parse → [analyse] → explain. For now: conditions are not looked into, so they end in `unknown`.
 */
import type { ActionReach, Analysis, Cause, Verdict } from '../domain/verdict.ts';
import { matchesAction } from './match-action.ts';
import { matchesResource } from './match-resource.ts';
import { parsePolicy } from './parse.ts';
import { type ShutOut, whoIsShutOut } from './principal.ts';
import type { PolicyQuestion } from './question.ts';
import type { Statement } from './statement.ts';
import { type Target, targetOf } from './target.ts';

export type { Facts, PolicyQuestion } from './question.ts';

/** Goes up when the same policy may get another verdict. */
export const verdictSemantics = 1;

export function analyze(question: PolicyQuestion): Analysis {
  const parsed = parsePolicy(question.policyText);
  if ('problems' in parsed) return without('invalid', parsed.problems.map(({ sentence }) => sentence).join('; '));
  const target = targetOf(question);
  if ('impossible' in target) return without('unknown', target.impossible);
  return judge(parsed.policy.statements, target);
}

const without = (verdict: Verdict, explanation: string): Analysis => ({
  verdict,
  actions: {},
  causes: [],
  witness: null,
  requires: [],
  explanation,
});

function judge(statements: readonly Statement[], target: Target): Analysis {
  const reach: Record<string, ActionReach> = {};
  const causes = new Map<number, Cause>();
  for (const action of target.actions) {
    const denies = statements.filter((statement) => matches(statement, action, target));
    const sure = denies.find((statement) => shutsOutAll(statement, target));
    reach[action] = sure !== undefined ? 'denied' : denies.length > 0 ? 'conditional' : 'reachable';
    for (const statement of sure === undefined ? denies : [sure])
      causes.set(statement.index, { statement: statement.index, ...(statement.sid && { sid: statement.sid }) });
  }
  const reached = Object.values(reach);
  const verdict = reached.includes('reachable') ? 'open' : reached.includes('conditional') ? 'unknown' : 'locked_out';
  const explanation = `${verdict}: ${target.actions.map((action) => `${action} ${reach[action] ?? ''}`).join(', ')}`;
  return { ...without(verdict, explanation), actions: reach, causes: verdict === 'open' ? [] : [...causes.values()] };
}

const matches = (statement: Statement, action: string, target: Target): boolean =>
  statement.effect === 'Deny' &&
  matchesAction(statement.action, action) &&
  matchesResource(statement.resource, target.arn) &&
  shutsOutSomebody(whoIsShutOut(statement.principal, target.account));

/** A list of identities shuts out those alone: any other one gets in. */
const shutsOutSomebody = (who: ShutOut): boolean =>
  who.kind !== 'nobody' && !(who.kind === 'only' && who.doubts.length === 0);

const shutsOutAll = (statement: Statement, target: Target): boolean =>
  statement.conditions.length === 0 && whoIsShutOut(statement.principal, target.account).kind === 'everyone';
