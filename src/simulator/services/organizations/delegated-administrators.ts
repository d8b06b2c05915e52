/** Delegated administrators: member accounts that act for the organization on one service. */
import { AwsFault } from '../../wire/aws-fault.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { invalid, optionalText, requiredText } from '../parameters.ts';
import { accountIdOf, accountNamed, arnOf, describe } from './accounts.ts';
import { noteChange } from './note-change.ts';
import { pageOf } from './page.ts';
import { checkManager, checkReader } from './permissions.ts';

export const registerDelegatedAdministrator: Operation = (request, caller, world) => {
  const { accountId, servicePrincipal, registered } = readRegistration(request, world);
  checkManager(request, caller, world, arnOf(world, accountId));
  accountNamed(world, accountId);
  if (accountId === world.organization.managementAccountId) {
    const message = 'You cannot register the management account as a delegated administrator for an AWS service.';
    throw new AwsFault('ConstraintViolationException', 400, message, {
      details: { Reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR' },
    });
  }
  if (!world.organization.trustedAccess.has(servicePrincipal)) {
    throw invalid(request, `Trusted access is not enabled for ${servicePrincipal}.`);
  }
  if (registered.has(accountId)) {
    const message = 'The specified account is already a delegated administrator for this Amazon Web Services service.';
    throw new AwsFault('AccountAlreadyRegisteredException', 400, message);
  }
  registered.add(accountId);
  world.organization.delegatedAdministrators.set(servicePrincipal, registered);
  return jsonResponse(request, {});
};

export const deregisterDelegatedAdministrator: Operation = (request, caller, world) => {
  const { accountId, registered } = readRegistration(request, world);
  checkManager(request, caller, world, arnOf(world, accountId));
  if (!registered.delete(accountId)) {
    const message = 'The specified account is not a delegated administrator for this Amazon Web Services service.';
    throw new AwsFault('AccountNotRegisteredException', 400, message);
  }
  return jsonResponse(request, {});
};

export const listDelegatedAdministrators: Operation = (request, caller, world) => {
  checkReader(request, caller, world);
  const { delegatedAdministrators } = world.organization;
  const service = optionalText(request, 'ServicePrincipal');
  const ids =
    service === undefined
      ? new Set([...delegatedAdministrators.values()].flatMap((accounts) => [...accounts]))
      : (delegatedAdministrators.get(service) ?? []);
  const accounts = [...ids].flatMap((id) => world.accounts.get(id) ?? []);
  const { items, next } = pageOf(request, world, accounts);
  return jsonResponse(request, { DelegatedAdministrators: items.map(describe), ...next });
};

function readRegistration(request: WireRequest, world: World) {
  const accountId = accountIdOf(request);
  const servicePrincipal = requiredText(request, 'ServicePrincipal');
  noteChange(request, { accountId, servicePrincipal });
  const registered = world.organization.delegatedAdministrators.get(servicePrincipal) ?? new Set<string>();
  return { accountId, servicePrincipal, registered };
}
