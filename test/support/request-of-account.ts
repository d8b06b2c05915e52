/**
 * Can an ordinary principal of the account really make the request that a witness describes? Values must be possible,
 * keys must not exclude one another, and what every request carries is added before the request is tried.
 */
import type { Witness } from '../../src/domain/verdict.ts';
import type { PolicyQuestion } from '../../src/policy/question.ts';
import { type Kind, kindOf, possibleValues } from './possible-values.ts';

/**
 * The witness with the keys that it leaves out, as they are where nobody does anything about them. A witness need not
 * name what no condition of its way asks about, but must get in with it.
 */
export function completed(question: PolicyQuestion, { principal, action, context }: Witness): Witness {
  const kind = kindOf(principal) ?? 'role';
  const name = principal.slice(principal.lastIndexOf('/') + 1);
  const named = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const isPublic = !['aws:sourcevpce', 'aws:sourcevpc', 'aws:vpcsourceip'].some((key) => named.has(key));
  const usual: Record<string, string> = {
    'aws:PrincipalArn': principal,
    'aws:PrincipalType': TYPES[kind],
    'aws:PrincipalAccount': question.account,
    'aws:PrincipalIsAWSService': 'false',
    'aws:ResourceAccount': question.account,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    ...(kind === 'user' ? { 'aws:username': name } : {}),
    ...(isPublic && question.facts === undefined && isUnasked(question, 'aws:SourceIp')
      ? { 'aws:SourceIp': '198.51.100.7' }
      : {}),
    ...(question.service === 's3' ? { 's3:ResourceAccount': question.account } : {}),
  };
  const missing = Object.entries(usual).filter(([key]) => !named.has(key.toLowerCase()));
  return { principal, action, context: { ...Object.fromEntries(missing), ...context } };
}

/** Then it may as well be there; else its absence may be what gets in. */
function isUnasked({ policyText }: PolicyQuestion, key: string): boolean {
  return !policyText.toLowerCase().includes(key.toLowerCase());
}

/** Null: it can. */
export function whyNotOf(question: PolicyQuestion, { principal, context }: Witness): string | null {
  const kind = kindOf(principal);
  if (kind === null || principal.split(':')[4] !== question.account) return `${principal} is nobody of the account`;
  const keys = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return impossibleValue(question, keys) ?? contradiction(kind, principal, keys);
}

type Keys = ReadonlyMap<string, string | readonly string[]>;

function impossibleValue(question: PolicyQuestion, keys: Keys): string | null {
  for (const [key, value] of keys) {
    const possible = possibleValues(key, question);
    if (possible === null) return `no request carries ${key}`;
    for (const one of typeof value === 'string' ? [value] : value)
      if (!possible(one, question)) return `${key} is never ${one}`;
  }
  return null;
}

const TYPES = { user: 'User', role: 'AssumedRole', federated: 'FederatedUser' } as const;
const ID_PREFIX = { user: 'AIDA', role: 'AROA', federated: '' } as const;

type Rule = readonly [broken: boolean, why: string];

function contradiction(kind: Kind, principal: string, keys: Keys): string | null {
  const rules = [...identityRules(kind, principal, keys), ...pathRules(keys)];
  return rules.find(([broken]) => broken)?.[1] ?? null;
}

function differs(keys: Keys, key: string, expected: unknown): boolean {
  return keys.has(key) && keys.get(key) !== expected;
}

function identityRules(kind: Kind, principal: string, keys: Keys): readonly Rule[] {
  const name = principal.slice(principal.lastIndexOf('/') + 1);
  const userId = String(keys.get('aws:userid') ?? ID_PREFIX[kind]);
  const [isUser, isRole] = [kind === 'user', kind === 'role'];
  return [
    [differs(keys, 'aws:principalarn', principal), 'aws:PrincipalArn is the ARN of the principal'],
    [differs(keys, 'aws:principaltype', TYPES[kind]), 'aws:PrincipalType is the type of the principal'],
    [differs(keys, 'aws:username', isUser ? name : null), 'aws:username is the name of a user'],
    [!userId.startsWith(ID_PREFIX[kind]), 'aws:userid has the prefix of its kind'],
    [!isRole && keys.has('aws:sourceidentity'), 'aws:SourceIdentity is for roles'],
  ];
}

const ENDPOINT_KEYS = ['aws:sourcevpce', 'aws:sourcevpc', 'aws:vpcsourceip', 'aws:vpceaccount'];

function pathRules(keys: Keys): readonly Rule[] {
  const hasEndpoint = ENDPOINT_KEYS.some((key) => keys.has(key));
  const via = keys.get('aws:viaawsservice');
  return [
    [hasEndpoint && keys.has('aws:sourceip'), 'through an endpoint there is no aws:SourceIp'],
    [hasEndpoint && via === 'true', 'a service does not call through an endpoint'],
    [keys.has('aws:calledvia') && via === 'false', 'aws:CalledVia comes with aws:ViaAWSService'],
    [keys.get('aws:securetransport') === 'false' && keys.has('s3:tlsversion'), 'there is no TLS version without TLS'],
    [
      keys.has('aws:multifactorauthage') && keys.get('aws:multifactorauthpresent') === 'false',
      'there is no age of an MFA that was not used',
    ],
  ];
}
