/**
 * Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for the
 * characters themselves. Only in policies of version 2012-10-17; in older ones the text stands for itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { Context } from './context.ts';
import { literalPattern, type Pattern, wildcardPattern } from './pattern.ts';

export type Expansion = { readonly context: Context; readonly hasVariables: boolean };

const VARIABLE = /\$\{([^{}]*)\}/;
const WITH_DEFAULT = /^([^,]+),\s*'([^']*)'\s*$/;

/**
 * `toPattern` reads the text between variables; what a variable stands for is always literal.
 * Null: a variable without a value and without a default. "There is no equal or like value", says AWS.
 */
function expand(
  text: string,
  { context, hasVariables }: Expansion,
  toPattern: (text: string) => Pattern,
): Pattern | null {
  if (!hasVariables) return toPattern(text);
  const expanded: Pattern[number][] = [];
  // Splitting by a pattern with one group: text and variable names take turns.
  for (const [index, piece] of text.split(VARIABLE).entries()) {
    const pattern = index % 2 === 0 ? toPattern(piece) : literalOrNull(valueOf(piece, context));
    if (pattern === null) return null;
    expanded.push(...pattern);
  }
  return expanded;
}

/** Resources and `…Like` operators. */
export function expandWildcards(text: string, expansion: Expansion): Pattern | null {
  return expand(text, expansion, wildcardPattern);
}

/** `…Equals` operators: `*` is a star. */
export function expandLiteral(text: string, expansion: Expansion): string | null {
  const pattern = expand(text, expansion, literalPattern);
  return pattern === null ? null : pattern.map((part) => (typeof part === 'object' ? part.literal : '')).join('');
}

function literalOrNull(text: string | null): Pattern | null {
  return text === null ? null : literalPattern(text);
}

function valueOf(variable: string, context: Context): string | null {
  if (variable === '*' || variable === '?' || variable === '$') return variable;
  const [, key = variable, fallback = null] = WITH_DEFAULT.exec(variable) ?? [];
  const values = context.valuesOf(key.trim());
  // A key with several values cannot stand in for one.
  return values?.length === 1 ? (values[0] ?? null) : fallback;
}
