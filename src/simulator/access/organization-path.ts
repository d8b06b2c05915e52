/** Where an account hangs in the organization's tree. */
import type { World } from '../world/world.ts';

/** From the root to the account, its own id last; null when the account is in no organization. */
export function organizationPath(world: World, accountId: string): readonly string[] | null {
  const account = world.accounts.get(accountId);
  if (account === undefined) return null;
  const path = [accountId];
  let parentId: string | undefined = account.parentId;
  while (parentId !== undefined) {
    path.unshift(parentId);
    parentId = world.organization.organizationalUnits.get(parentId)?.parentId;
  }
  return path;
}
