/**
 * A resource policy as S3 and SQS look at it before they accept it: is it one, and what does it name?
 * Only its shape is judged here; what it means is for `access/` to say, on each call.
 */
export type PolicyPrincipal = { readonly type: string; readonly value: string };

export type PolicyStatement = {
  readonly effect: 'Allow' | 'Deny';
  /** Of `Principal` or `NotPrincipal`. */
  readonly principals: readonly PolicyPrincipal[];
  readonly isNotPrincipal: boolean;
  /** Of `Action` or `NotAction`. */
  readonly actions: readonly string[];
  readonly isNotAction: boolean;
  /** Of `Resource` or `NotResource`; empty where there is neither. */
  readonly resources: readonly string[];
  readonly condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
};

/** What is wrong with it, as a value: each service has its own words. */
export type PolicyProblem =
  'not-json' | 'no-statement' | 'bad-effect' | 'no-principal' | 'no-action' | 'bad-resource' | 'bad-condition';

export function parsePolicyDocument(text: string): readonly PolicyStatement[] | PolicyProblem {
  const document = parseObject(text);
  if (document === null) return 'not-json';
  const statements: PolicyStatement[] = [];
  for (const given of listOf(document['Statement'])) {
    const statement = isObject(given) ? parseStatement(given) : 'no-statement';
    if (typeof statement === 'string') return statement;
    statements.push(statement);
  }
  return statements.length === 0 ? 'no-statement' : statements;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null when the text is not a JSON object. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function parseStatement(given: Readonly<Record<string, unknown>>): PolicyStatement | PolicyProblem {
  const effect = given['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') return 'bad-effect';
  const isNotPrincipal = given['Principal'] === undefined;
  const principals = parsePrincipals(isNotPrincipal ? given['NotPrincipal'] : given['Principal']);
  if (principals === null) return 'no-principal';
  const isNotAction = given['Action'] === undefined;
  const actions = textsOf(isNotAction ? given['NotAction'] : given['Action']);
  if (actions === null || actions.length === 0) return 'no-action';
  const resources = textsOf(given['Resource'] ?? given['NotResource']);
  if (resources === null) return 'bad-resource';
  const condition = parseCondition(given['Condition']);
  if (condition === null) return 'bad-condition';
  return { effect, principals, isNotPrincipal, actions, isNotAction, resources, condition };
}

/** Null when it is neither `*` nor an object of lists. */
function parsePrincipals(given: unknown): PolicyPrincipal[] | null {
  if (given === '*') return [{ type: 'AWS', value: '*' }];
  if (!isObject(given)) return null;
  const principals: PolicyPrincipal[] = [];
  for (const [type, values] of Object.entries(given)) {
    const texts = textsOf(values);
    if (texts === null) return null;
    principals.push(...texts.map((value) => ({ type, value })));
  }
  return principals.length === 0 ? null : principals;
}

function parseCondition(given: unknown): PolicyStatement['condition'] | null {
  if (given === undefined) return {};
  if (!isObject(given)) return null;
  const condition: Record<string, Record<string, string[]>> = {};
  for (const [operator, keys] of Object.entries(given)) {
    if (!isObject(keys)) return null;
    condition[operator] = Object.fromEntries(
      Object.entries(keys).map(([key, values]) => [key, listOf(values).map((value) => String(value))]),
    );
  }
  return condition;
}

function textsOf(given: unknown): readonly string[] | null {
  const values = listOf(given);
  return values.every((value) => typeof value === 'string') ? values : null;
}

function listOf(given: unknown): readonly unknown[] {
  if (given === undefined) return [];
  return Array.isArray(given) ? given : [given];
}
