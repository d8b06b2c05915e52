/**
 * "Does this policy lock everybody out?", published as `rootkeeper/policy`. Pure: no AWS, no clock, no network; the
 * policy and all that is known arrive as values.
 * Flow: parse → clauses → escape → judge → explain.
 */
import { type Analysis, type Verdict } from '../domain/verdict.ts';
import { explain } from './explain.ts';
import { judge } from './judge.ts';
import type { Subject } from './keys/world.ts';
import { parsePolicy } from './parse.ts';
import type { PolicyQuestion } from './question.ts';
import { targetOf } from './target.ts';
import { requirementsOf } from './witness.ts';

export type { ActionReach, Analysis, Cause, Requirement, Verdict, Witness } from '../domain/verdict.ts';
export type { Facts, PolicyQuestion } from './question.ts';

/** Goes up when the same policy may get another verdict. */
export const verdictSemantics = 1;

/**
 * Decides whether any principal of the owning account, root apart, can still repair the policy of a bucket or queue.
 * Never throws, and ends on every input: what is too complex to decide is `unknown`.
 *
 * @example
 * const { verdict, witness, requires, explanation } = analyze({
 *   service: 's3',
 *   account: '111122223333',
 *   resource: 'my-bucket',
 *   policyText: JSON.stringify({
 *     Version: '2012-10-17',
 *     Statement: [{
 *       Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*',
 *       Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
 *     }],
 *   }),
 * });
 * // verdict:  'conditional'
 * // witness:  { principal: 'arn:aws:iam::111122223333:role/Administrator', action: 's3:PutBucketPolicy',
 * //             context: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } }
 * // requires: [{ kind: 'environmental', key: 'aws:SourceVpce', operator: 'StringEquals', values: ['vpce-0a1b2c3d'] }]
 */
export function analyze(question: PolicyQuestion): Analysis {
  if (typeof question.policyText !== 'string') return undecided('invalid', 'No policy text is given.');
  const parsed = parsePolicy(question.policyText);
  if ('problems' in parsed) {
    const sentences = parsed.problems.map(({ sentence }) => sentence);
    return undecided('invalid', `This is not a policy that AWS would take: ${sentences.join('; ')}.`);
  }
  const target = targetOf(question);
  if ('impossible' in target) return undecided('unknown', target.impossible);

  const subject: Subject = {
    ...target,
    facts: question.facts ?? { vpcEndpoints: [], vpcs: [], cidrs: [], principals: [] },
    organizationId: question.organizationId,
    now: question.now === undefined ? undefined : Math.floor(question.now / 1000),
  };
  const judgement = judge(parsed.policy, subject);
  const { verdict, actions, entry } = judgement;
  const requires = entry === undefined ? [] : requirementsOf(entry.way, { left: 100_000 });
  return {
    verdict,
    actions,
    causes: judgement.causes.map(({ statement: { index, sid } }) =>
      sid === undefined ? { statement: index } : { statement: index, sid },
    ),
    witness: entry?.witness ?? null,
    requires,
    explanation: explain({ judgement, policy: parsed.policy, subject, requires }),
  };
}

const undecided = (verdict: Verdict, explanation: string): Analysis => ({
  verdict,
  actions: {},
  causes: [],
  witness: null,
  requires: [],
  explanation,
});
