/**
 * May this caller do this? Asked by every handler before it does anything. An explicit deny anywhere wins; then the
 * organization, the caller's own policies and the resource's must agree:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * Not simulated: permissions boundaries, resource control policies, endpoint policies.
 */
import type { Caller, IdentifiedCaller } from '../wire/caller.ts';
import type { WireRequest } from '../wire/wire.ts';
import type { PolicyText } from '../world/account.ts';
import type { World } from '../world/world.ts';
import type { Access } from './access.ts';
import { deniedFault, type Denial, type PolicyType } from './denials.ts';
import { type Decision, evaluatePolicy, type PolicyRequest } from './evaluate-policy.ts';
import { requestContext } from './request-context.ts';
import { isForeign, resourceDecision } from './resource-decision.ts';
import { serviceControlDecision } from './service-control-policies.ts';

export type { Access } from './access.ts';

/** Throws the service's AccessDenied, in AWS's words, when the caller may not. */
export function authorize(request: WireRequest, caller: Caller, world: World, access: Access): void {
  const { action, resource, resourceAccountId } = access;
  const context = { ...requestContext(request, caller, world, resourceAccountId), ...access.context };
  const asked: PolicyRequest = { action, resource, principal: null, context };

  const resourceBased: Answer = { by: 'resource-based', decision: resourceDecision(caller, world, access, asked) };
  const own = caller.kind === 'anonymous' ? [] : ownAnswers(caller, world, asked);
  const denial = explicitDenial([...own, resourceBased]) ?? missingAllow(caller, access, own, resourceBased);
  if (denial !== null) throw deniedFault(request, caller, access, denial);
}

/** What one kind of policy says. In the order in which AWS's message picks one of several that deny. */
type Answer = { readonly by: PolicyType; readonly decision: Decision };

function ownAnswers(caller: IdentifiedCaller, world: World, asked: PolicyRequest): readonly Answer[] {
  return [
    { by: 'service control', decision: serviceControlDecision(world, caller.accountId, asked) },
    { by: 'session', decision: sessionDecision(caller, asked) },
    { by: 'identity-based', decision: identityDecision(caller, asked) },
  ];
}

function sessionDecision(caller: IdentifiedCaller, asked: PolicyRequest): Decision {
  if (caller.kind === 'root-session') {
    // All its statements are Deny: root has everything, the task policy takes the rest away.
    return evaluatePolicy(caller.taskPolicy, asked) === 'deny' ? 'deny' : 'allow';
  }
  if (caller.kind !== 'role-session' || caller.sessionPolicies.length === 0) return 'allow';
  return decisionOf(caller.sessionPolicies, asked);
}

function identityDecision(caller: IdentifiedCaller, asked: PolicyRequest): Decision {
  return caller.kind === 'root-user' || caller.kind === 'root-session'
    ? 'allow'
    : decisionOf(caller.identityPolicies, asked);
}

function decisionOf(policies: readonly PolicyText[], asked: PolicyRequest): Decision {
  const decisions = policies.map((policy) => evaluatePolicy(policy, asked));
  if (decisions.includes('deny')) return 'deny';
  return decisions.includes('allow') ? 'allow' : 'none';
}

function explicitDenial(answers: readonly Answer[]): Denial | null {
  const denying = answers.find(({ decision }) => decision === 'deny');
  return denying === undefined ? null : { kind: 'explicit', by: denying.by };
}

/** In the own account one Allow is enough, the caller's or the resource's; across accounts both must say it. */
function missingAllow(caller: Caller, access: Access, own: readonly Answer[], resourceBased: Answer): Denial | null {
  const isGranted = resourceBased.decision === 'allow';
  const needsGrant = caller.kind === 'anonymous' || (access.resourcePolicy !== undefined && isForeign(caller, access));
  if (needsGrant && !isGranted) return { kind: 'implicit', by: 'resource-based' };
  const required = isGranted && !needsGrant ? own.filter(({ by }) => by !== 'identity-based') : own;
  const missing = required.find(({ decision }) => decision !== 'allow');
  return missing === undefined ? null : { kind: 'implicit', by: missing.by };
}
