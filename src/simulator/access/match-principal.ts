/**
 * Is a request's principal one that `Principal` names, or one that `NotPrincipal` spares?
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html and …_notprincipal.html
 */
import type { Listed } from './parse-policy.ts';

export type AccountPrincipal = {
  readonly kind: 'account';
  readonly accountId: string;
  /** From the outside in: a user's ARN; a role's and its session's. Empty: the account's root. */
  readonly arns: readonly string[];
  /** `AIDA…`, `AROA…`: of a live identity. One that is gone is in policies only, and so matches nobody. */
  readonly uniqueId?: string;
  readonly canonicalUserId?: string;
  /** The identity provider that a role session came from. */
  readonly federatedBy?: string;
};

export type Principal =
  { readonly kind: 'anonymous' } | { readonly kind: 'service'; readonly name: string } | AccountPrincipal;

export function matchesPrincipal({ values, negated }: Listed, principal: Principal): boolean {
  if (values.includes('AWS:*')) return !negated;
  const isListed = (name: string): boolean => values.some((value) => means(value, name));
  const layers = layersOf(principal);
  // Each layer must be spared on its own: a listed user whose account is not listed is denied with its account.
  return negated ? !layers.every((names) => names.some(isListed)) : layers.flat().some(isListed);
}

const ACCOUNT_ROOT = /^AWS:arn:[^:]+:iam::(\d{12}):root$/;

function means(listed: string, name: string): boolean {
  if (listed === name) return true;
  // `"Service": "*"`: every service, and nobody else.
  if (listed.endsWith(':*') && listed === `${name.slice(0, name.indexOf(':'))}:*`) return true;
  // The root ARN stands for the whole account.
  const accountId = ACCOUNT_ROOT.exec(listed)?.[1];
  return accountId !== undefined && name === `AWS:${accountId}`;
}

/** The names by which a policy may mean the principal: of its account, of its identity, of its session. */
function layersOf(principal: Principal): readonly (readonly string[])[] {
  switch (principal.kind) {
    case 'anonymous':
      return [[]];
    case 'service':
      return [[`Service:${principal.name}`]];
    case 'account': {
      const { accountId, arns, uniqueId, canonicalUserId, federatedBy } = principal;
      const account = [`AWS:${accountId}`, ...named('CanonicalUser', canonicalUserId)];
      const identities = arns.map((arn, index) => [
        `AWS:${arn}`,
        ...(index === 0 ? named('AWS', uniqueId) : named('Federated', federatedBy)),
      ]);
      return [account, ...identities];
    }
  }
}

function named(type: string, name: string | undefined): readonly string[] {
  return name === undefined ? [] : [`${type}:${name}`];
}
