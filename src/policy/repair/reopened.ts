/**
 * Does a policy leave a way in: for the account, or for one break-glass principal?
 * The second is put to the analyser as the first: with a statement added that shuts out everybody else.
 */
import { type Analysis, repairActions } from '../../domain/verdict.ts';
import { analyze } from '../analyze.ts';
import type { PolicyQuestion } from '../question.ts';
import { exemptionKey, exemptionOperator } from './break-glass.ts';

/** `policyText` null: no policy, and so nothing that denies. */
export function analyzeFor(
  question: PolicyQuestion,
  policyText: string | null,
  principal: string | undefined,
): Pick<Analysis, 'verdict' | 'causes' | 'explanation'> {
  if (policyText === null) return { verdict: 'open', causes: [], explanation: 'There is no policy.' };
  const text = principal === undefined ? policyText : forOnly(question, policyText, principal);
  return analyze({ ...question, policyText: text });
}

function forOnly(question: PolicyQuestion, policyText: string, principal: string): string {
  // Parsed before it came here: a policy with a Statement, single or in a list.
  const policy = JSON.parse(policyText) as { Statement: unknown };
  const others = {
    Effect: 'Deny',
    Principal: '*',
    Action: repairActions[question.service],
    Resource: '*',
    Condition: { [exemptionOperator]: { [exemptionKey]: principal } },
  };
  return JSON.stringify({ ...policy, Statement: [policy.Statement, others].flat() });
}
