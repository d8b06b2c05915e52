/** One policy, judged, and the default repair for it where it locks everybody out. Pure. */
import type { Analysis, Repair } from '../domain/verdict.ts';
import { analyze } from '../policy/analyze.ts';
import type { PolicyQuestion } from '../policy/question.ts';
import { proposeRepair } from '../policy/repair/propose-repair.ts';

export type Judgement = {
  readonly analysis: Analysis;
  readonly repair?: Repair;
  /** Why there is no repair for a policy that wants one. */
  readonly refused?: string;
};

export function judge(question: PolicyQuestion): Judgement {
  const analysis = analyze(question);
  if (analysis.verdict !== 'locked_out') return { analysis };
  const proposal = proposeRepair(question, 'carve-out', { breakGlassPrincipals: [] });
  return 'refused' in proposal ? { analysis, refused: proposal.refused } : { analysis, repair: proposal };
}

/** The answer of the contract, for one policy: what a batch line is answered with, and what `--format json` prints. */
export function reportOf({ analysis, repair }: Judgement) {
  const { verdict, actions, causes, witness, requires, explanation } = analysis;
  return { verdict, actions, causes, witness, requires, repair: reportOfRepair(repair), explanation };
}

function reportOfRepair(repair: Repair | undefined) {
  if (repair === undefined) return null;
  const { strategy, policyText, changes } = repair;
  return { strategy, policy: policyText === null ? null : (JSON.parse(policyText) as unknown), changes };
}
