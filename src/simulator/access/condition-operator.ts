/**
 * A condition operator's name, taken apart: `ForAnyValue:StringNotLikeIfExists` is a quantifier, a comparison, a
 * negation and a suffix. `comparisons.ts` says what each comparison does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { type Comparison, COMPARISONS } from './comparisons.ts';

export type Quantifier = 'all' | 'any' | null;

export type ConditionOperator =
  | { readonly kind: 'null' }
  | {
      readonly kind: 'compare';
      readonly quantifier: Quantifier;
      readonly comparison: Comparison;
      readonly negated: boolean;
      readonly ifExists: boolean;
    };

const SHAPE = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/;
const NEGATIONS: Readonly<Record<string, string>> = {
  stringnotequals: 'stringequals',
  stringnotequalsignorecase: 'stringequalsignorecase',
  stringnotlike: 'stringlike',
  numericnotequals: 'numericequals',
  datenotequals: 'dateequals',
  notipaddress: 'ipaddress',
  arnnotequals: 'arnequals',
  arnnotlike: 'arnlike',
};

/** Null: AWS knows no such operator. */
export function parseOperator(name: string): ConditionOperator | null {
  if (name === 'Null') return { kind: 'null' };
  const [, prefix, base = '', suffix] = SHAPE.exec(name.toLowerCase()) ?? [];
  const positive = NEGATIONS[base];
  const comparison = COMPARISONS.get(positive ?? base);
  if (comparison === undefined) return null;
  const quantifier = prefix === undefined ? null : prefix === 'forallvalues' ? 'all' : 'any';
  return { kind: 'compare', quantifier, comparison, negated: positive !== undefined, ifExists: suffix !== undefined };
}
