/**
 * One condition, understood: which key, what its values match, and when the test is false. To escape a Deny statement
 * is to make one of its tests false.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
import { contains, type Matches, matchesOf } from './operators/matches.ts';
import { parseOperator, type ReadOperator } from './operators/operators.ts';
import { fill, parseTemplate, type Template, type ValueOf, variablesIn } from './operators/template.ts';
import type { Condition } from './statement.ts';

export type Test = {
  readonly condition: Condition;
  /** In lower case: the case of key names does not matter. */
  readonly key: string;
  /** Undefined: not an operator that we know. */
  readonly read: ReadOperator | undefined;
  readonly templates: readonly Template[];
  /** Keys of the policy variables in the values. */
  readonly variables: readonly string[];
  /** Undefined: depends on variables, or see `doubt`. */
  readonly matches: Matches | undefined;
  /** Why AWS may read this test in another way, or why we cannot read it at all. */
  readonly doubt: string | undefined;
};

export function compileTest(condition: Condition, version: string): Test {
  const read = isNonsense(condition) ? undefined : parseOperator(condition.operator);
  const textVersion = read !== undefined && takesVariables(read) ? version : '';
  const templates = condition.values.map((value) => parseTemplate(value, textVersion));
  const variables = templates.flatMap(variablesIn);
  const isSettled = read !== undefined && variables.length === 0 && !comparesBytes(read);
  const matches = isSettled ? matchesOf(read.operator, templates) : undefined;
  const doubt = read === undefined ? 'it cannot be read' : doubtAbout(condition, read, variables, matches);
  return { condition, key: condition.key.toLowerCase(), read, templates, variables, matches, doubt };
}

/** A `Null` that asks for neither presence nor absence. */
const isNonsense = ({ operator, values }: Condition): boolean =>
  parseOperator(operator)?.operator.comparison === 'null' && !values.every((value) => /^(?:true|false)$/iu.test(value));

/** Only text may hold policy variables. */
const takesVariables = ({ operator: { comparison } }: ReadOperator): boolean =>
  comparison === 'ignore_case' || comparison === 'like' || comparison === 'arn' || comparison === 'exact';

const comparesBytes = ({ operator: { name } }: ReadOperator): boolean => name === 'BinaryEquals';

function doubtAbout(
  { values }: Condition,
  read: ReadOperator,
  variables: readonly string[],
  matches: Matches | undefined,
): string | undefined {
  const { comparison } = read.operator;
  if (values.length === 0) return 'it has no value';
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html lists no such key.
  if (comparesBytes(read)) return 'it compares bytes, and no key of these requests holds any';
  if (comparison === 'bool' || comparison === 'null') {
    const isPlain = values.every((value) => value === 'true' || value === 'false');
    return isPlain ? undefined : 'its value is neither true nor false as AWS writes them';
  }
  return matches === undefined && variables.length === 0 ? `a value is not what the operator compares` : undefined;
}

/** Is the test false in a request that does not carry the key? Undefined operators are never false: see `doubt`. */
export function isFalseWhenAbsent({ read, condition }: Test): boolean {
  if (read === undefined) return false;
  const { operator, quantifier, ifExists } = read;
  if (operator.comparison === 'null') return !includes(condition.values, 'true');
  if (ifExists || quantifier === 'all') return false;
  // An empty set has no value that could be the one: also under a negated operator.
  return quantifier === 'any' || !operator.negated;
}

/** A `Null` test looks at presence only. */
export const isFalseWhenPresent = ({ condition }: Test): boolean => !includes(condition.values, 'false');

const includes = (values: readonly string[], wanted: string): boolean =>
  values.some((value) => value.toLowerCase() === wanted);

export const isNullTest = ({ read }: Test): boolean => read?.operator.comparison === 'null';

/** What the values match in a request. `hasVoid`: a variable in them has neither a value nor a default. */
export type Filled = { readonly matches: Matches; readonly hasVoid: boolean };

/** Undefined: what a variable stands for is not known. */
export function matchesIn(test: Test, valueOf: ValueOf): Filled | undefined {
  if (test.variables.length === 0 || test.read === undefined)
    return test.matches && { matches: test.matches, hasVoid: false };
  const filled = test.templates.map((template) => fill(template, valueOf));
  if (filled.includes(undefined)) return undefined;
  const known = filled.filter((template) => typeof template === 'object');
  const matches = matchesOf(test.read.operator, known);
  return matches && { matches, hasVoid: known.length < filled.length };
}

/** Is the test false for this one value? Undefined when what it matches is not known. */
export function isFalseFor(test: Test, value: string | undefined, filled: Filled | undefined): boolean | undefined {
  if (value === undefined) return test.read === undefined ? undefined : isFalseWhenAbsent(test);
  if (isNullTest(test)) return isFalseWhenPresent(test);
  if (test.read === undefined || filled === undefined) return undefined;
  return contains(filled.matches, value) === test.read.operator.negated;
}
