/**
 * From a policy that locks out to the text that may be written in its place.
 * Flow: decide → [repair] → write. Every proposal is proven here before anybody sees it; what cannot be proven is
 * refused, with the reason. Never: widens an Allow, or denies less than before outside the carved actions.
 */
import { type Analysis, carvedActions, type Repair, type RepairRefusal, type Strategy } from '../../domain/verdict.ts';
import { analyze } from '../analyze.ts';
import { type ParsedPolicy, parsePolicy } from '../parse.ts';
import type { PolicyQuestion } from '../question.ts';
import { someEffort } from './action-names.ts';
import { carvableActions } from './carvable-actions.ts';
import { carveOut, type Proposal } from './carve-out.ts';
import { chooseStatements, stillShut } from './choose-statements.ts';
import { brokenLimit, type PolicyText } from './limits.ts';
import { objectionTo, touchesGrants } from './prove.ts';
import { removePolicy } from './remove-policy.ts';
import { analyzeFor } from './reopened.ts';
import { strip } from './strip.ts';

/** `restore` needs the ledger and is not proposed here: see `proveReplacement`. */
export type ProposedStrategy = Exclude<Strategy, 'restore'>;

export type RepairOptions = {
  /** ARNs that a carve-out lets back in; empty: all of the account's own principals. */
  readonly breakGlassPrincipals: readonly string[];
};

/** Proven before it is returned: the result is analysed as `open`, denies what it denied, and fits the service's limits. */
export function proposeRepair(
  question: PolicyQuestion,
  strategy: ProposedStrategy,
  options: RepairOptions,
): Repair | RepairRefusal {
  const outcome = attempt(question, strategy, options);
  return { strategy, ...outcome };
}

/** Five times what S3 stores. Statement by statement, a repair of more would take minutes. */
const longestText = 100_000;

type Refused = { readonly refused: string };

function attempt(question: PolicyQuestion, strategy: ProposedStrategy, options: RepairOptions): Proposal | Refused {
  const parsed = parsePolicy(question.policyText);
  if (question.policyText.length > longestText && strategy !== 'delete')
    return { refused: `the policy is longer than ${longestText} characters, and neither S3 nor SQS stores that` };
  if (strategy === 'delete') return removePolicy('policy' in parsed ? parsed.policy : undefined);
  if ('problems' in parsed) return { refused: `the policy cannot be read: ${sentencesOf(parsed)}` };

  const { verdict, explanation } = analyze(question);
  // Never acted on: what is not understood may be what matters.
  if (verdict === 'unknown' || verdict === 'invalid')
    return { refused: `the policy is not understood: ${explanation}` };
  const before = { text: question.policyText, policy: parsed.policy };
  return strategy === 'strip'
    ? provenStrip(question, before)
    : provenCarveOut(question, before, options.breakGlassPrincipals);
}

function provenCarveOut(
  question: PolicyQuestion,
  before: PolicyText,
  breakGlass: readonly string[],
): Proposal | Refused {
  const { service } = question;
  const principals = breakGlass.length === 0 ? [undefined] : breakGlass;
  const choice = chooseStatements(question, before, principals);
  if ('refused' in choice) return choice;
  if (choice.chosen.size === 0) return { refused: 'nothing to repair: the policy leaves a way in as it is' };

  // Principals of the account, which break-glass principals are, may have everything back.
  const carved =
    breakGlass.length > 0 ? carvedActions[service] : carvableActions(service, before.policy, question.account);
  const proposal = carveOut({ place: before, service, carved, breakGlass, effort: someEffort() }, (index) =>
    choice.chosen.has(index),
  );
  const after = readBack(proposal.policyText, before);
  if ('refused' in after) return after;
  const objection =
    objectionTo({ service, carved, before, after, breakGlass }) ??
    remainsShut(question, proposal.policyText, principals);
  return objection === undefined ? proposal : { refused: objection };
}

function provenStrip(question: PolicyQuestion, before: PolicyText): Proposal | Refused {
  const proposal = strip(question, before);
  if ('refused' in proposal) return proposal;
  if (proposal.changes.length === 0) return { refused: 'nothing to repair: the policy leaves a way in as it is' };
  const after = readBack(proposal.policyText, before);
  if ('refused' in after) return after;
  const objection = touchesGrants({ before, after }) ?? remainsShut(question, proposal.policyText, [undefined]);
  return objection === undefined ? proposal : { refused: objection };
}

/** A policy without statements stands for "no policy": it denies and grants nothing. */
function readBack(policyText: string | null, { policy }: PolicyText): PolicyText | Refused {
  if (policyText === null) return { text: '', policy: { ...policy, statements: [] } };
  const parsed = parsePolicy(policyText);
  return 'policy' in parsed
    ? { text: policyText, policy: parsed.policy }
    : { refused: `the repaired policy cannot be read: ${sentencesOf(parsed)}` };
}

function remainsShut(
  question: PolicyQuestion,
  policyText: string | null,
  principals: readonly (string | undefined)[],
): string | undefined {
  for (const principal of principals) {
    const { verdict, explanation } = analyzeFor(question, policyText, principal);
    if (verdict !== 'open') return stillShut(principal, explanation);
  }
  return undefined;
}

/** Another policy (an older one, the operator's own) in the place of the present one: may it be written? */
export function proveReplacement(
  question: PolicyQuestion,
  policyText: string,
): { readonly proven: true; readonly after: Analysis } | { readonly proven: false; readonly refused: string } {
  const parsed = parsePolicy(policyText);
  if ('problems' in parsed) return { proven: false, refused: `the policy cannot be read: ${sentencesOf(parsed)}` };
  const limit = brokenLimit(question.service, undefined, { text: policyText, policy: parsed.policy });
  if (limit !== undefined) return { proven: false, refused: limit };
  const after = analyze({ ...question, policyText });
  return after.verdict === 'open'
    ? { proven: true, after }
    : { proven: false, refused: `it is not proven to leave a way in (${after.verdict}): ${after.explanation}` };
}

const sentencesOf = (parsed: ParsedPolicy): string =>
  'problems' in parsed ? parsed.problems.map(({ sentence }) => sentence).join('; ') : '';
