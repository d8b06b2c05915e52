/**
 * Every condition operator as data: how it compares, whether it is a negation, and which operator says the opposite.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

type Comparison = 'exact' | 'ignore_case' | 'like' | 'arn' | 'number' | 'date' | 'bool' | 'address' | 'null';
/** For numbers and dates: what the request's value is to the policy's. */
export type Relation = '=' | '<' | '<=' | '>' | '>=';

export type Operator = {
  readonly name: string;
  readonly comparison: Comparison;
  readonly relation: Relation;
  /** True when none of the values matches. */
  readonly negated: boolean;
  readonly opposite: string;
};

type Row = readonly [name: string, comparison: Comparison, opposite: string, relation?: Relation];

/** Both directions of a pair; the second is the negation. */
const pairs: readonly Row[] = [
  ['StringEquals', 'exact', 'StringNotEquals'],
  ['StringEqualsIgnoreCase', 'ignore_case', 'StringNotEqualsIgnoreCase'],
  ['StringLike', 'like', 'StringNotLike'],
  ['ArnEquals', 'arn', 'ArnNotEquals'],
  ['ArnLike', 'arn', 'ArnNotLike'],
  ['NumericEquals', 'number', 'NumericNotEquals'],
  ['DateEquals', 'date', 'DateNotEquals'],
  ['IpAddress', 'address', 'NotIpAddress'],
];

const positives: readonly Row[] = [
  ['BinaryEquals', 'exact', 'BinaryEquals'],
  ['Bool', 'bool', 'Bool'],
  ['Null', 'null', 'Null'],
  ['NumericLessThan', 'number', 'NumericGreaterThanEquals', '<'],
  ['NumericLessThanEquals', 'number', 'NumericGreaterThan', '<='],
  ['NumericGreaterThan', 'number', 'NumericLessThanEquals', '>'],
  ['NumericGreaterThanEquals', 'number', 'NumericLessThan', '>='],
  ['DateLessThan', 'date', 'DateGreaterThanEquals', '<'],
  ['DateLessThanEquals', 'date', 'DateGreaterThan', '<='],
  ['DateGreaterThan', 'date', 'DateLessThanEquals', '>'],
  ['DateGreaterThanEquals', 'date', 'DateLessThan', '>='],
];

const operator = ([name, comparison, opposite, relation = '=']: Row, negated: boolean): Operator => ({
  name,
  comparison,
  relation,
  negated,
  opposite,
});

const operators = new Map<string, Operator>(
  [
    ...pairs.map((row) => operator(row, false)),
    ...pairs.map(([name, comparison, opposite]) => operator([opposite, comparison, name], true)),
    ...positives.map((row) => operator(row, false)),
  ].map((each) => [each.name.toLowerCase(), each]),
);

/** `any`, `all`: for keys with several values in a request. */
type Quantifier = 'any' | 'all' | undefined;
export type ReadOperator = { readonly operator: Operator; readonly quantifier: Quantifier; readonly ifExists: boolean };

/** `ForAllValues:StringNotLikeIfExists` and the like. Undefined: AWS had no such operator when this was written. */
export function parseOperator(text: string): ReadOperator | undefined {
  const [, prefix = '', base = '', suffix] =
    /^(foranyvalue:|forallvalues:|)(.+?)(ifexists)?$/u.exec(text.toLowerCase()) ?? [];
  const found = operators.get(base);
  if (found === undefined || (found.comparison === 'null' && suffix !== undefined)) return undefined;
  const quantifier = prefix === '' ? undefined : prefix === 'foranyvalue:' ? 'any' : 'all';
  return { operator: found, quantifier, ifExists: suffix !== undefined };
}
