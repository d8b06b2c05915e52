/** Stand-in until the analyser lands. */
import type { Analysis } from '../domain/verdict.ts';
import type { PolicyQuestion } from './question.ts';

export type { Facts, PolicyQuestion } from './question.ts';

export const verdictSemantics = 1;

export function analyze(question: PolicyQuestion): Analysis {
  return {
    verdict: 'unknown',
    actions: {},
    causes: [],
    witness: null,
    requires: [],
    explanation: `not analysed: ${question.resource}`,
  };
}
