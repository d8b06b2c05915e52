/**
 * From a policy's JSON text to lists that the evaluator can walk: single values become lists of one, booleans and
 * numbers their text. Strict about what decides a verdict; whether a service would have taken the policy is its affair.
 */
import { parseOperator, type ConditionOperator } from './condition-operator.ts';

export type Condition = {
  readonly operator: ConditionOperator;
  readonly key: string;
  readonly values: readonly string[];
};

/** Principals as `AWS:arn…`, `Service:name`, `Federated:…`, `CanonicalUser:…`; `AWS:*` is everybody. */
export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: Listed | null;
  readonly actions: Listed;
  /** Null in policies about no resource, such as trust policies. */
  readonly resources: Listed | null;
  readonly conditions: readonly Condition[];
};

/** `negated`: the `Not…` element, which means everything but what is listed. */
export type Listed = { readonly values: readonly string[]; readonly negated: boolean };

export type Policy = { readonly hasVariables: boolean; readonly statements: readonly Statement[] };

export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError';
}

type Json = Readonly<Record<string, unknown>>;

const VERSIONS: readonly unknown[] = ['2008-10-17', '2012-10-17'];
const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

export function parsePolicy(text: string): Policy {
  const document = objectOf(parseJson(text), 'a policy');
  const version = document['Version'] ?? '2008-10-17';
  if (!VERSIONS.includes(version)) throw new PolicySyntaxError(`unknown Version ${JSON.stringify(version)}`);
  const statements = document['Statement'];
  if (statements === undefined) throw new PolicySyntaxError('a policy needs a Statement');
  return {
    hasVariables: version === '2012-10-17',
    statements: listOf(statements).map((statement) => parseStatement(objectOf(statement, 'a statement'))),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PolicySyntaxError('a policy must be JSON', { cause });
  }
}

function parseStatement(statement: Json): Statement {
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicySyntaxError('Effect must be Allow or Deny');
  const actions = either(statement, 'Action', textsOf);
  if (actions === null) throw new PolicySyntaxError('a statement needs an Action or a NotAction');
  return {
    effect,
    principals: either(statement, 'Principal', principalsOf),
    actions,
    resources: either(statement, 'Resource', textsOf),
    conditions: conditionsOf(statement['Condition']),
  };
}

function either(statement: Json, name: string, read: (value: unknown) => readonly string[]): Listed | null {
  const [plain, negated] = [statement[name], statement[`Not${name}`]];
  if (plain !== undefined && negated !== undefined) throw new PolicySyntaxError(`both ${name} and Not${name}`);
  if (plain !== undefined) return { values: read(plain), negated: false };
  return negated === undefined ? null : { values: read(negated), negated: true };
}

function principalsOf(value: unknown): readonly string[] {
  if (value === '*') return ['AWS:*'];
  return Object.entries(objectOf(value, 'a Principal')).flatMap(([type, names]) => {
    if (!PRINCIPAL_TYPES.includes(type)) throw new PolicySyntaxError(`unknown type of principal ${type}`);
    return textsOf(names).map((name) => `${type}:${name}`);
  });
}

function conditionsOf(block: unknown): readonly Condition[] {
  if (block === undefined) return [];
  return Object.entries(objectOf(block, 'a Condition')).flatMap(([name, keys]) => {
    const operator = parseOperator(name);
    if (operator === null) throw new PolicySyntaxError(`unknown condition operator ${name}`);
    return Object.entries(objectOf(keys, name)).map(([key, values]) => ({ operator, key, values: textsOf(values) }));
  });
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).map((item) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'boolean' || typeof item === 'number') return String(item);
    throw new PolicySyntaxError('a text or a list of texts is expected');
  });
}

function listOf(value: unknown): readonly unknown[] {
  // `isArray` makes it any[]; nothing more is known of the items than of the value.
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function objectOf(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PolicySyntaxError(`${what} must be a JSON object`);
  }
  return { ...value };
}
