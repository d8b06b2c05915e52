/** An account ends: closed (it stays a suspended member for 90 days), or removed from the organization at once. */
import { olderJavaDate } from '../../trail/java-date.ts';
import { recordOrganizationsEvent } from '../../trail/record-service-event.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { Account } from '../../world/account.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { accountIdOf, accountNamed, arnOf } from './accounts.ts';
import { depart } from './join.ts';
import { noteChange } from './note-change.ts';
import { checkManager } from './permissions.ts';

export const closeAccount: Operation = (request, caller, world) => {
  const id = accountIdOf(request);
  noteChange(request, { accountId: id });
  checkManager(request, caller, world, arnOf(world, id));
  const account = accountNamed(world, id);
  refuseManagement(world, account, 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
  if (account.state !== 'ACTIVE') {
    throw new AwsFault(
      'AccountAlreadyClosedException',
      400,
      'You attempted to close an account that is already closed.',
    );
  }
  account.state = 'PENDING_CLOSURE';
  const requestedAt = world.clock.now();
  world.timers.after(world.settings.accountChangeMs, () => {
    account.state = 'SUSPENDED';
    tellResult(world, account, requestedAt);
  });
  return jsonResponse(request, {});
};

export const removeAccountFromOrganization: Operation = (request, caller, world) => {
  const id = accountIdOf(request);
  noteChange(request, { accountId: id });
  checkManager(request, caller, world, arnOf(world, id));
  const account = accountNamed(world, id);
  refuseManagement(world, account, 'CANNOT_REMOVE_MANAGEMENT_ACCOUNT');
  depart(world, account, 'REMOVED');
  return jsonResponse(request, {});
};

function refuseManagement({ organization }: World, account: Account, reason: string): void {
  if (account.id !== organization.managementAccountId) return;
  const message = 'You attempted to do to the management account what can only be done to a member account.';
  throw new AwsFault('ConstraintViolationException', 400, message, { details: { Reason: reason } });
}

function tellResult(world: World, account: Account, requestedAt: number): void {
  const closeAccountStatus = {
    accountId: account.id,
    state: 'SUCCEEDED',
    requestedTimestamp: olderJavaDate(requestedAt),
    completedTimestamp: olderJavaDate(world.clock.now()),
  };
  world.publish(
    recordOrganizationsEvent(world, {
      eventName: 'CloseAccountResult',
      serviceEventDetails: { closeAccountStatus },
      invokedBy: 'AWS Internal',
    }),
  );
}
