/**
 * The blunt repair: the fewest Deny statements whose removal leaves a way in are dropped, whole.
 * Never: when one of them held back a grant to strangers that then comes to life.
 */
import { nameOf } from '../describe-statement.ts';
import type { PolicyQuestion } from '../question.ts';
import type { PrincipalElement, Statement } from '../statement.ts';
import { type Effort, findName, someEffort } from './action-names.ts';
import type { Proposal } from './carve-out.ts';
import { chooseStatements, suspects } from './choose-statements.ts';
import { listedInShort } from './listed.ts';
import { analyzeFor } from './reopened.ts';
import type { Place } from './rewrite-actions.ts';
import { accountIn, grantsToStrangers } from './strangers.ts';
import { withoutStatements } from './without-statements.ts';

export function strip(question: PolicyQuestion, place: Place): Proposal | { readonly refused: string } {
  const choice = fewest(question, place);
  if ('refused' in choice) return choice;
  const { statements } = place.policy;
  const taken = statements.filter(({ index }) => choice.chosen.has(index));
  const left = statements.filter(({ index }) => !choice.chosen.has(index));
  const widened = firstWidened(taken, left, question);
  if (widened !== undefined) return { refused: widened };

  const policyText = withoutStatements(place, (index) => choice.chosen.has(index));
  const changes = taken.map((statement) => `${nameOf(statement)} is removed, with all that it denied.`);
  return policyText === null
    ? { policyText, changes: [...changes, 'No statement is left: the policy is removed.'] }
    : { policyText, changes };
}

/** Beyond this, the statements that the analyser names are taken instead of the fewest. */
const attemptsMax = 200;

function fewest(question: PolicyQuestion, place: Place): ReturnType<typeof chooseStatements> {
  const candidates = suspects(place.policy, question);
  let attempts = 0;
  for (let size = 1; size <= candidates.length; size += 1) {
    for (const some of subsets(candidates, size)) {
      attempts += 1;
      if (attempts > attemptsMax) return chooseStatements(question, place, [undefined]);
      const chosen = new Set(some);
      const text = withoutStatements(place, (index) => chosen.has(index));
      if (analyzeFor(question, text, undefined).verdict === 'open') return { chosen };
    }
  }
  return chooseStatements(question, place, [undefined]);
}

function* subsets(items: readonly number[], size: number): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [index, item] of items.entries()) {
    for (const others of subsets(items.slice(index + 1), size - 1)) yield [item, ...others];
  }
}

function firstWidened(
  taken: readonly Statement[],
  left: readonly Statement[],
  question: PolicyQuestion,
): string | undefined {
  const grants = grantsToStrangers(left, question.account);
  const effort = someEffort();
  for (const denial of taken) {
    const grant = grants.find((candidate) => holdsBack(denial, candidate, effort));
    if (grant === undefined) continue;
    const strangers = listedInShort(grant.principal.entries.map(({ value }) => value));
    return `${nameOf(grant)} allows ${strangers} what ${nameOf(denial)} denied: without the denial it would open`;
  }
  return undefined;
}

/** Conditions are not weighed: when in doubt, it did. */
const holdsBack = (denial: Statement, grant: Statement, effort: Effort): boolean =>
  canMeet(denial.principal, grant.principal) &&
  haveNameInCommon(denial.action, grant.action, effort) &&
  haveNameInCommon(withVariablesOpen(denial.resource), withVariablesOpen(grant.resource), effort);

/** Two lists of principals that name different accounts only cannot mean the same one. */
function canMeet(denied: PrincipalElement, allowed: PrincipalElement): boolean {
  if (denied.negated || allowed.negated) return true;
  return denied.entries.some((one) =>
    allowed.entries.some((other) => {
      if (one.value === '*' || other.value === '*') return true;
      if (one.kind !== 'AWS' || other.kind !== 'AWS') return one.value === other.value;
      return accountIn(one.value) === accountIn(other.value);
    }),
  );
}

type Patterns = Statement['action'];

function haveNameInCommon(one: Patterns, other: Patterns, effort: Effort): boolean {
  const search = findName([one, other], ([isInOne, isInOther]) => isInOne === true && isInOther === true, effort);
  return 'tooComplex' in search || search.found !== undefined;
}

const variable = /\$\{[^}]*\}/gu;

/** `${aws:username}` may become anything, and as an exception may except nothing that matters. */
const withVariablesOpen = ({ negated, patterns }: Patterns): Patterns => ({
  negated,
  patterns: negated
    ? patterns.filter((pattern) => pattern.search(variable) === -1)
    : patterns.map((pattern) => pattern.replaceAll(variable, '*')),
});
