/**
 * Finds a policy that may be written in the place of the one that locks out, by one strategy. Nothing comes out of
 * here that was not proven.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Repair, RepairRefusal, Strategy } from '../domain/verdict.ts';
import type { PolicyHash } from '../ledger/policy-hash.ts';
import type { RemediationRecord } from '../ledger/record.ts';
import { proposeRepair, proveReplacement } from '../policy/repair/propose-repair.ts';
import type { Judged } from './judge.ts';
import type { Unlocking } from './unlocking.ts';

/** `replacement`: the operator's own policy. */
export type Way = Strategy | 'replacement';

export type Proposal = Omit<Repair, 'strategy'> & { readonly strategy: Way };
export type Refusal = Omit<RepairRefusal, 'strategy'> & { readonly strategy: Way };

export async function propose(strategy: Way, judged: Judged, unlocking: Unlocking): Promise<Proposal | Refusal> {
  const { rules } = unlocking.attempt.tools;
  switch (strategy) {
    case 'replacement':
      return proposeReplacement(rules.replacement ?? '', judged);
    case 'restore':
      return await proposeRestore(judged, unlocking);
    case 'carve-out':
    case 'strip':
    case 'delete':
      return proposeRepair(judged.question, strategy, { breakGlassPrincipals: rules.breakGlassPrincipals });
  }
}

function proposeReplacement(policyText: string, { question }: Judged): Proposal | Refusal {
  const proof = proveReplacement(question, policyText);
  return proof.proven
    ? { strategy: 'replacement', policyText, changes: ["The operator's own policy takes its place."] }
    : { strategy: 'replacement', refused: proof.refused };
}

/** The newest policy in the ledger that was open for this resource, and still is by today's analyser. */
async function proposeRestore({ question }: Judged, { attempt, resource }: Unlocking): Promise<Proposal | Refusal> {
  const { ledger } = attempt.tools;
  for await (const record of ledger.list(resource.account)) {
    if (!isDeepStrictEqual(record.resource, resource)) continue;
    for (const hash of openPoliciesIn(record)) {
      const policyText = await ledger.readPolicy(hash);
      if (policyText === undefined || !proveReplacement(question, policyText).proven) continue;
      const changes = [`The policy that was in force on ${record.createdAt} (SHA-256 ${hash}) takes its place.`];
      return { strategy: 'restore', policyText, changes };
    }
  }
  return { strategy: 'restore', refused: 'the ledger has no policy of this resource that leaves a way in' };
}

/** What was put in place comes before what was found: it is the newer of the two. */
function openPoliciesIn({ before, after, judgedPolicySha256, change }: RemediationRecord): readonly PolicyHash[] {
  const put = change?.kind === 'policy' && change.progress === 'written' && after?.verdict === 'open';
  return [
    ...(put && change.newPolicySha256 !== null ? [change.newPolicySha256] : []),
    ...(before?.verdict === 'open' && judgedPolicySha256 !== null ? [judgedPolicySha256] : []),
  ];
}
