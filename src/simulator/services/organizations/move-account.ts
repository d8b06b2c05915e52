/** `organizations:MoveAccount`: under another organizational unit, so under other service control policies. */
import { AwsFault } from '../../wire/aws-fault.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { Operation } from '../dispatch.ts';
import { requiredText } from '../parameters.ts';
import { accountIdOf, accountNamed, arnOf } from './accounts.ts';
import { noteChange } from './note-change.ts';
import { checkManager } from './permissions.ts';
import { isParent } from './tree.ts';

export const moveAccount: Operation = (request, caller, world) => {
  const accountId = accountIdOf(request);
  const sourceParentId = requiredText(request, 'SourceParentId');
  const destinationParentId = requiredText(request, 'DestinationParentId');
  noteChange(request, { accountId, sourceParentId, destinationParentId });
  checkManager(request, caller, world, arnOf(world, accountId));
  const account = accountNamed(world, accountId);
  if (account.parentId !== sourceParentId) {
    const message = "We can't find a source root or OU with the ParentId that you specified.";
    throw new AwsFault('SourceParentNotFoundException', 400, message);
  }
  if (!isParent(world, destinationParentId)) {
    const message = "We can't find the destination container (a root or OU) with the ParentId that you specified.";
    throw new AwsFault('DestinationParentNotFoundException', 400, message);
  }
  account.parentId = destinationParentId;
  return jsonResponse(request, {});
};
