/**
 * What the organization lets an account do at all: every level of its path must allow, no policy on it may deny.
 * Binds root and root sessions too, but never the management account:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
import type { World } from '../world/world.ts';
import { type Decision, evaluatePolicy, type PolicyRequest } from './evaluate-policy.ts';
import { organizationPath } from './organization-path.ts';
import { parsePolicy } from './parse-policy.ts';

export function serviceControlDecision(world: World, accountId: string, request: PolicyRequest): Decision {
  if (accountId === world.organization.managementAccountId) return 'allow';
  const levels = (organizationPath(world, accountId) ?? []).map((id) => levelDecision(world, id, request));
  if (levels.includes('deny')) return 'deny';
  return levels.every((decision) => decision === 'allow') ? 'allow' : 'none';
}

/**
 * AWS attaches `FullAWSAccess` everywhere, and people add denials to it. Here it need not be written down: it is
 * thought to be there unless a policy of the level allows something by itself.
 */
function levelDecision(world: World, id: string, request: PolicyRequest): Decision {
  const policies = world.organization.serviceControlPolicies.get(id) ?? [];
  const decisions = policies.map(({ text }) => evaluatePolicy(text, request));
  if (decisions.includes('deny')) return 'deny';
  const isDenyOnly = policies.every(({ text }) =>
    parsePolicy(text).statements.every(({ effect }) => effect === 'Deny'),
  );
  return isDenyOnly || decisions.includes('allow') ? 'allow' : 'none';
}
