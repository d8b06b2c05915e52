/**
 * Puts one proven policy in the place of the one that locks out: keep, intend, look again, write, read back, prove.
 * Never: writes before the intent is durable, or over a policy that is not the one that was judged.
 */
import assert from 'node:assert/strict';
import type { PolicyWrite } from '../aws/policy-on-resource.ts';
import { AwsRefusal } from '../domain/aws-refusal.ts';
import type { Outcome } from '../domain/remediation.ts';
import { arnOf } from '../domain/resource.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { hashPolicy } from '../ledger/policy-hash.ts';
import type { RecordedChange } from '../ledger/record.ts';
import type { Judged } from './judge.ts';
import type { Proposal } from './propose.ts';
import { isSamePolicy } from './same-policy.ts';
import type { Unlocking } from './unlocking.ts';
import { until } from './until.ts';

type Rejected = Extract<PolicyWrite, { kind: 'rejected' }>;

/** `changed`: somebody else wrote in between, and all must be judged anew. */
export async function replacePolicy(
  proposal: Proposal,
  judged: Judged,
  unlocking: Unlocking,
): Promise<Outcome | Rejected | 'changed'> {
  const { journal, tools, log } = unlocking.attempt;
  const change = await describeChange(proposal, judged, { progress: 'intended', ledger: tools.ledger });
  await journal.intend(change);
  await tools.checkpoint?.('after_intent');

  const live = await unlocking.policy.read();
  if (live.kind === 'absent' || live.text !== judged.text) return 'changed';
  assert.equal(hashPolicy(live.text), change.oldPolicySha256, 'what is replaced was kept');

  const answer = await unlocking.policy.replace(proposal.policyText);
  if (answer.kind === 'rejected') {
    log.warn({ strategy: proposal.strategy, err: answer.refusal }, 'AWS does not take the repaired policy');
    return answer;
  }
  journal.note({ change: { ...change, progress: 'written' } });
  log.info({ strategy: proposal.strategy }, 'policy written');
  await tools.checkpoint?.('after_write');
  return await prove(proposal, judged, unlocking);
}

type PolicyChange = Extract<RecordedChange, { kind: 'policy' }>;

/** Keeps both policies: the old one to put back, the new one to recognize as ours after a crash. */
export async function describeChange(
  { strategy, policyText, changes }: Proposal,
  judged: Judged,
  { progress, ledger }: { progress: RecordedChange['progress']; ledger: Ledger },
): Promise<PolicyChange> {
  return {
    kind: 'policy',
    progress,
    strategy,
    changes,
    oldPolicySha256: await ledger.keepPolicy(judged.text),
    newPolicySha256: policyText === null ? null : await ledger.keepPolicy(policyText),
  };
}

/** "The change … takes up to 60 seconds" (SQS, SetQueueAttributes); S3 promises nothing for bucket policies. */
const showsWithinMs = 65_000;

async function prove(proposal: Proposal, judged: Judged, unlocking: Unlocking): Promise<Outcome | 'changed'> {
  const shown = await readUntilShown(judged, unlocking);
  if (shown === null)
    return proposal.policyText === null ? healed(proposal, 'There is no policy any more.') : 'changed';

  const { analysis } = unlocking.judge(shown);
  unlocking.attempt.journal.note({ after: analysis });
  if (analysis.verdict === 'open') return healed(proposal, analysis.explanation);
  if (!isSamePolicy(shown, proposal.policyText)) return 'changed';
  const explanation = `The repaired policy is in place and yet judged ${analysis.verdict}: ${analysis.explanation}`;
  return { kind: 'failed', reason: 'proof_failed', explanation };
}

/** The first policy that is not the old one any more; `null` when there is none. */
async function readUntilShown(judged: Judged, { attempt, policy, resource }: Unlocking): Promise<string | null> {
  const look = async () => {
    const live = await policy.read();
    const text = live.kind === 'absent' ? null : live.text;
    return isSamePolicy(text, judged.text) ? undefined : { text };
  };
  const { signal, tools } = attempt;
  const seen = await until(look, { limitMs: showsWithinMs, clock: tools.clock, signal });
  if (seen !== undefined) return seen.text;
  const remedy = 'Nothing to do: it is looked at again.';
  const why = { kind: 'not_ready', remedy } as const;
  throw new AwsRefusal('see the new policy of', arnOf(resource, tools.rules.partition), why, undefined);
}

function healed({ strategy, policyText, changes }: Proposal, proof: string): Outcome {
  const explanation = `${changes.join(' ')} Proof: ${proof}`;
  if (policyText === null) return { kind: 'healed', reason: 'policy_removed', explanation };
  const isNew = strategy === 'restore' || strategy === 'replacement';
  return { kind: 'healed', reason: isNew ? 'policy_replaced' : 'policy_repaired', explanation };
}
