/** Which accounts may speak for the whole organization. */
import type { IdentifiedCaller } from '../wire/caller.ts';
import type { World } from '../world/world.ts';

export const IAM_SERVICE = 'iam.amazonaws.com';

export function isManagement(world: World, caller: IdentifiedCaller): boolean {
  return caller.accountId === world.organization.managementAccountId;
}

/** The management account, or the delegated administrator for that service. */
export function actsForOrganization(world: World, caller: IdentifiedCaller, service: string): boolean {
  const delegated = world.organization.delegatedAdministrators.get(service)?.has(caller.accountId) === true;
  return isManagement(world, caller) || delegated;
}

/** The management account, or the delegated administrator for any service. */
export function mayReadOrganization(world: World, caller: IdentifiedCaller): boolean {
  if (isManagement(world, caller)) return true;
  return [...world.organization.delegatedAdministrators.values()].some((accounts) => accounts.has(caller.accountId));
}
