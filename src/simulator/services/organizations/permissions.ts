/** Who may ask Organizations what: the caller's policies first, then the account that it calls from. */
import { authorize } from '../../access/authorize.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { World } from '../../world/world.ts';
import { isManagement, mayReadOrganization } from '../organization-roles.ts';

/** Reading is for the management account and for every delegated administrator, whatever it is one for. */
export function checkReader(request: WireRequest, caller: IdentifiedCaller, world: World, resource = '*'): void {
  check(request, caller, world, resource);
  if (!mayReadOrganization(world, caller)) throw notFromHere();
}

/** Changing is for the management account. */
export function checkManager(request: WireRequest, caller: IdentifiedCaller, world: World, resource = '*'): void {
  check(request, caller, world, resource);
  if (!isManagement(world, caller)) throw notFromHere();
}

export function check(request: WireRequest, caller: IdentifiedCaller, world: World, resource: string): void {
  if (resource !== '*') request.notes.resource = resource;
  authorize(request, caller, world, {
    action: `organizations:${request.operation}`,
    resource,
    // Everything here belongs to the organization; no resource policy has a say.
    resourceAccountId: null,
  });
}

function notFromHere(): AwsFault {
  return new AwsFault('AccessDeniedException', 400, "You don't have permissions to access this resource.", {
    reason: 'the caller is in an account that may not do this for the organization',
  });
}
