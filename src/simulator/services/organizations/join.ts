/**
 * An account comes or goes: the change, and the events that only the management account's bus hears of
 * (AccountJoinedOrganization and AccountDepartedOrganization, since 2026-05-28).
 */
import { isoSeconds } from '../../trail/user-identity.ts';
import { recordOrganizationsEvent } from '../../trail/record-service-event.ts';
import { addAccount, type NewAccount } from '../../world/add-account.ts';
import type { Account } from '../../world/account.ts';
import type { World } from '../../world/world.ts';

export function join(world: World, given: Pick<NewAccount, 'id' | 'name' | 'email' | 'joinedMethod'>): Account {
  const joinedAt = world.clock.now();
  const account = addAccount(world, { ...given, joinedAt, parentId: world.organization.rootId });
  tell(world, 'AccountJoinedOrganization', {
    accountId: account.id,
    joinedMethod: account.joinedMethod,
    joinedTime: isoSeconds(joinedAt),
  });
  return account;
}

/** Its users and roles go with it: to the simulated AWS an account outside of the organization does not exist. */
export function depart(world: World, account: Account, departureMethod: 'LEFT' | 'REMOVED' | 'CLEANED'): void {
  world.accounts.delete(account.id);
  tell(world, 'AccountDepartedOrganization', {
    accountId: account.id,
    departureMethod,
    departureTime: isoSeconds(world.clock.now()),
  });
}

function tell(world: World, eventName: string, serviceEventDetails: Readonly<Record<string, unknown>>): void {
  const invokedBy = 'organizations.amazonaws.com';
  world.publish(recordOrganizationsEvent(world, { eventName, serviceEventDetails, invokedBy }));
}
