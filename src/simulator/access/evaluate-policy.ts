/**
 * One policy, one request, one answer: does the policy allow it, deny it, or say nothing of it?
 * Written from AWS's reference alone and sharing no code with the analyser, which is tested against it.
 */
import { type Context, type ContextKeys, createContext } from './context.ts';
import { conditionsHold } from './match-conditions.ts';
import { matchesPrincipal, type Principal } from './match-principal.ts';
import { type Listed, parsePolicy, type Policy, type Statement } from './parse-policy.ts';
import { matchesPattern, wildcardPattern } from './pattern.ts';
import { type Expansion, expandWildcards } from './policy-variables.ts';

export type PolicyRequest = {
  /** As IAM names it: `s3:GetBucketPolicy`. */
  readonly action: string;
  readonly resource: string;
  /** Null: the policy is one of the principal's own (identity, session, service control policy) and names none. */
  readonly principal: Principal | null;
  readonly context: ContextKeys;
};

export type Decision = 'allow' | 'deny' | 'none';

/** Throws `PolicySyntaxError` when the text is no policy. */
export function evaluatePolicy(policyText: string, request: PolicyRequest): Decision {
  return evaluateParsedPolicy(parsePolicy(policyText), request);
}

/** For who asks the same policy many times. */
export function evaluateParsedPolicy(policy: Policy, request: PolicyRequest): Decision {
  const context = createContext(request.context);
  const applying = policy.statements.filter((statement) => applies(statement, request, context, policy.hasVariables));
  if (applying.some(({ effect }) => effect === 'Deny')) return 'deny';
  return applying.length > 0 ? 'allow' : 'none';
}

function applies(statement: Statement, request: PolicyRequest, context: Context, hasVariables: boolean): boolean {
  const expansion = { context, hasVariables };
  return (
    appliesToPrincipal(statement, request.principal) &&
    matchesAction(statement.actions, request.action) &&
    (statement.resources === null || matchesResource(statement.resources, request.resource, expansion)) &&
    conditionsHold(statement.conditions, expansion)
  );
}

function appliesToPrincipal({ principals }: Statement, principal: Principal | null): boolean {
  if (principal === null) return true;
  return principals !== null && matchesPrincipal(principals, principal);
}

function matchesAction({ values, negated }: Listed, action: string): boolean {
  const wanted = action.toLowerCase();
  return values.some((value) => matchesPattern(wildcardPattern(value.toLowerCase()), wanted)) !== negated;
}

function matchesResource({ values, negated }: Listed, resource: string, expansion: Expansion): boolean {
  const matches = (value: string): boolean => {
    const pattern = expandWildcards(value, expansion);
    return pattern !== null && matchesPattern(pattern, resource);
  };
  return values.some(matches) !== negated;
}
