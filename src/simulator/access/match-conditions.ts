/**
 * Do a statement's conditions hold for a request? Operators and keys are joined by "and", values by "or"; a negated
 * operator holds when none of its values fits.
 * What is surprising is what an absent key does: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import type { ConditionOperator } from './condition-operator.ts';
import type { Condition } from './parse-policy.ts';
import type { Expansion } from './policy-variables.ts';

export function conditionsHold(conditions: readonly Condition[], expansion: Expansion): boolean {
  return conditions.every((condition) => holds(condition, expansion));
}

function holds({ operator, key, values }: Condition, expansion: Expansion): boolean {
  const requested = expansion.context.valuesOf(key);
  if (operator.kind === 'null') return values.some((value) => isTrue(value) === (requested === undefined));
  if (requested === undefined) return holdsWithoutKey(operator);

  const fits = (one: string): boolean =>
    values.some((value) => operator.comparison(one, value, expansion)) !== operator.negated;
  return needsEvery(operator) ? requested.every(fits) : requested.some(fits);
}

type Comparing = Extract<ConditionOperator, { kind: 'compare' }>;

/** "ForAllValues returns true, ForAnyValue false, if there are no keys in the request"; else a negation is true. */
function holdsWithoutKey({ quantifier, negated, ifExists }: Comparing): boolean {
  if (ifExists) return true;
  if (quantifier !== null) return quantifier === 'all';
  return negated;
}

/** A plain operator on a key with several values is a mistake; taken so that a negation stays the opposite. */
function needsEvery({ quantifier, negated }: Comparing): boolean {
  return quantifier === 'all' || (quantifier === null && negated);
}

function isTrue(value: string): boolean {
  return value.toLowerCase() === 'true';
}
