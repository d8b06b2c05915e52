/**
 * `organizations:CreateAccount` answers at once and creates later; the result comes as an event of its own.
 * An account that is created has no root credentials
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html).
 */
import { olderJavaDate } from '../../trail/java-date.ts';
import { recordOrganizationsEvent } from '../../trail/record-service-event.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { CreateAccountRequest } from '../../world/organization.ts';
import { unusedAccountId } from '../../world/unused-account-id.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { matching, requiredText } from '../parameters.ts';
import { join } from './join.ts';
import { noteChange } from './note-change.ts';
import { pageOf } from './page.ts';
import { checkManager, checkReader } from './permissions.ts';

/** CloudTrail masks what identifies the account's owner. */
const MASKED = '****';

export const createAccount: Operation = (request, caller, world) => {
  const email = matching(request, 'Email', /^[^\s@]{1,64}@[^\s@]{1,63}$/);
  const accountName = matching(request, 'AccountName', /^[\u0020-\u007E]{1,50}$/);
  noteChange(request, { email: MASKED, accountName: MASKED });
  checkManager(request, caller, world);
  const created = newRequest(world, accountName);
  world.organization.createAccountRequests.set(created.id, created);
  world.timers.after(world.settings.accountChangeMs, () => {
    complete(world, created, email);
  });
  const { id, state } = created;
  const createAccountStatus = {
    id,
    state,
    accountName: MASKED,
    requestedTimestamp: olderJavaDate(created.requestedAt),
  };
  noteChange(request, { email: MASKED, accountName: MASKED }, { createAccountStatus });
  return jsonResponse(request, { CreateAccountStatus: describe(created) });
};

export const describeCreateAccountStatus: Operation = (request, caller, world) => {
  const id = requiredText(request, 'CreateAccountRequestId');
  checkReader(request, caller, world);
  const created = world.organization.createAccountRequests.get(id);
  if (created === undefined) {
    const message = "We can't find an create account request with the CreateAccountRequestId that you specified.";
    throw new AwsFault('CreateAccountStatusNotFoundException', 400, message);
  }
  return jsonResponse(request, { CreateAccountStatus: describe(created) });
};

export const listCreateAccountStatus: Operation = (request, caller, world) => {
  checkReader(request, caller, world);
  const states = request.params['States'];
  const all = [...world.organization.createAccountRequests.values()];
  const wanted = Array.isArray(states) ? all.filter(({ state }) => states.includes(state)) : all;
  const { items, next } = pageOf(request, world, wanted);
  return jsonResponse(request, { CreateAccountStatuses: items.map(describe), ...next });
};

function newRequest(world: World, accountName: string): CreateAccountRequest {
  return { id: `car-${world.ids.hex(32)}`, accountName, requestedAt: world.clock.now(), state: 'IN_PROGRESS' };
}

function complete(world: World, created: CreateAccountRequest, email: string): void {
  created.completedAt = world.clock.now();
  if ([...world.accounts.values()].some((account) => account.email.toLowerCase() === email.toLowerCase())) {
    created.state = 'FAILED';
    created.failureReason = 'EMAIL_ALREADY_EXISTS';
  } else {
    const id = unusedAccountId(world);
    join(world, { id, name: created.accountName, email, joinedMethod: 'CREATED' });
    created.state = 'SUCCEEDED';
    created.accountId = id;
  }
  tellResult(world, created, created.completedAt);
}

function tellResult(world: World, created: CreateAccountRequest, completedAt: number): void {
  const createAccountStatus = {
    id: created.id,
    state: created.state,
    accountName: MASKED,
    ...(created.accountId === undefined ? {} : { accountId: created.accountId }),
    ...(created.failureReason === undefined ? {} : { failureReason: created.failureReason }),
    requestedTimestamp: olderJavaDate(created.requestedAt),
    completedTimestamp: olderJavaDate(completedAt),
  };
  world.publish(
    recordOrganizationsEvent(world, {
      eventName: 'CreateAccountResult',
      serviceEventDetails: { createAccountStatus },
      invokedBy: 'AWS Internal',
    }),
  );
}

function describe(created: CreateAccountRequest): Readonly<Record<string, unknown>> {
  return {
    Id: created.id,
    AccountName: created.accountName,
    State: created.state,
    RequestedTimestamp: created.requestedAt / 1000,
    CompletedTimestamp: created.completedAt === undefined ? undefined : created.completedAt / 1000,
    AccountId: created.accountId,
    FailureReason: created.failureReason,
  };
}
