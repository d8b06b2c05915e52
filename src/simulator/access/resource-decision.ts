/** What the policy of the resource says of a call: it may deny it, grant it, or leave it to the caller's account. */
import type { Caller } from '../wire/caller.ts';
import type { World } from '../world/world.ts';
import type { Access } from './access.ts';
import { type Decision, evaluateParsedPolicy, type PolicyRequest } from './evaluate-policy.ts';
import { isForOwnerOnly } from './owner-only-actions.ts';
import { parsePolicy, type Policy } from './parse-policy.ts';
import { principalOf } from './principal-of.ts';
import { isExemptFromResourcePolicy } from './root-exemption.ts';

export function resourceDecision(caller: Caller, world: World, access: Access, request: PolicyRequest): Decision {
  if (!access.resourcePolicy || isExemptFromResourcePolicy(caller, world, access)) return 'none';
  const policy = parsePolicy(access.resourcePolicy);
  const decision = evaluateParsedPolicy(policy, { ...request, principal: principalOf(caller) });
  if (decision !== 'allow') return decision;
  if (isForeign(caller, access)) return isForOwnerOnly(access.action) ? 'none' : 'allow';
  return namesTheCaller(policy, caller, request) ? 'allow' : 'none';
}

export function isForeign(caller: Caller, { resourceAccountId }: Access): boolean {
  return caller.kind === 'anonymous' || (resourceAccountId !== null && caller.accountId !== resourceAccountId);
}

/** An Allow for the own account leaves the choice to that account's administrators: it lets nobody in by itself. */
function namesTheCaller(policy: Policy, caller: Caller, request: PolicyRequest): boolean {
  const principal = principalOf(caller);
  const grants = { ...policy, statements: policy.statements.filter(({ effect }) => effect === 'Allow') };
  const identity = principal.kind === 'account' ? { ...principal, accountId: '' } : principal;
  return evaluateParsedPolicy(grants, { ...request, principal: identity }) === 'allow';
}
