/** An account id that no account of the organization has. */
import type { World } from './world.ts';

export function unusedAccountId(world: World): string {
  for (;;) {
    const id = world.ids.accountId();
    if (!world.accounts.has(id)) return id;
  }
}
