/**
 * The last resort, what the AWS console does: the whole policy goes. Always possible; what is lost with it is listed.
 */
import { nameOf } from '../describe-statement.ts';
import type { Policy, PrincipalElement, Statement } from '../statement.ts';
import type { Proposal } from './carve-out.ts';
import { listedInShort } from './listed.ts';

/** `policy` undefined: the text is no policy, so nobody can say what it granted. */
export function removePolicy(policy: Policy | undefined): Proposal {
  const first =
    policy === undefined
      ? 'The policy is removed. It could not be read, so what it allowed and denied is not listed.'
      : 'The policy is removed, with all that it allowed and denied.';
  return { policyText: null, changes: [first, ...(policy?.statements ?? []).map(lossOf)] };
}

function lossOf(statement: Statement): string {
  const { effect, action, principal } = statement;
  const verb = effect === 'Allow' ? 'no longer allows' : 'no longer denies';
  const actions = `${action.negated ? 'all actions but ' : ''}${listedInShort(action.patterns)}`;
  return `${nameOf(statement)} ${verb} ${actions} to ${inWords(principal)}.`;
}

function inWords({ negated, entries }: PrincipalElement): string {
  if (!negated && entries.some(({ value }) => value === '*')) return 'everybody';
  return `${negated ? 'all but ' : ''}${listedInShort(entries.map(({ value }) => value))}`;
}
