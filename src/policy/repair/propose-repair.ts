/** Stand-in until the repairs land. */
import type { Analysis, Repair, RepairRefusal, Strategy } from '../../domain/verdict.ts';
import type { PolicyQuestion } from '../question.ts';

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
  return { strategy, refused: `not built: ${question.resource} ${options.breakGlassPrincipals.length}` };
}

/** Another policy (an older one, the operator's own) in the place of the present one: may it be written? */
export function proveReplacement(
  question: PolicyQuestion,
  policyText: string,
): { readonly proven: true; readonly after: Analysis } | { readonly proven: false; readonly refused: string } {
  return { proven: false, refused: `not built: ${question.resource} ${policyText.length}` };
}
