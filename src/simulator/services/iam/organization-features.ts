/**
 * The two switches of central root access. Only the management account turns them on; the delegated administrator for
 * IAM may look, and turn off. Turning one on deletes nothing.
 */
import { authorize } from '../../access/authorize.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import { queryResponse } from '../../wire/respond.ts';
import type { WireRequest, WireResponse } from '../../wire/wire.ts';
import { members } from '../../wire/xml.ts';
import type { RootFeature } from '../../world/organization.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { actsForOrganization, IAM_SERVICE, isManagement } from '../organization-roles.ts';
import { noteChange } from './note-change.ts';

export const listOrganizationsFeatures: Operation = (request, caller, world) => {
  check(request, caller, world);
  return answer(request, world);
};

export function enableFeature(feature: RootFeature): Operation {
  return (request, caller, world) => {
    noteChange(request, null);
    check(request, caller, world);
    if (!isManagement(world, caller)) {
      const message = 'The request was rejected because the account making the request is not the management account.';
      throw new AwsFault('CallerIsNotManagementAccountException', 400, message);
    }
    world.organization.features.add(feature);
    return answer(request, world);
  };
}

export function disableFeature(feature: RootFeature): Operation {
  return (request, caller, world) => {
    noteChange(request, null);
    check(request, caller, world);
    world.organization.features.delete(feature);
    return answer(request, world);
  };
}

function check(request: WireRequest, caller: IdentifiedCaller, world: World): void {
  authorize(request, caller, world, { action: `iam:${request.operation}`, resource: '*', resourceAccountId: null });
  if (!actsForOrganization(world, caller, IAM_SERVICE)) {
    throw new AwsFault(
      'AccountNotManagementOrDelegatedAdministratorException',
      400,
      'The request was rejected because the account making the request is neither the management account nor the ' +
        'delegated administrator for IAM.',
    );
  }
  if (!world.organization.trustedAccess.has(IAM_SERVICE)) {
    const message = 'The request was rejected because trusted access is not enabled for IAM in Organizations.';
    throw new AwsFault('ServiceAccessNotEnabledException', 400, message);
  }
}

function answer(request: WireRequest, world: World): WireResponse {
  const { id, features } = world.organization;
  return queryResponse(request, { OrganizationId: id, EnabledFeatures: members([...features]) });
}
