/**
 * May the caller do this to an event bus or a rule? Only the caller's own policies are asked: the central bus takes
 * events of the whole organization, as its policy in the set-up guide says, and no other bus has a policy here.
 */
import { authorize } from '../../access/authorize.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { World } from '../../world/world.ts';

type Wanted = { readonly action: string; readonly resource: string };

export function allow(
  request: WireRequest,
  caller: IdentifiedCaller,
  world: World,
  { action, resource }: Wanted,
): void {
  request.notes.resource = resource;
  const owner = /^arn:aws:events:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? null;
  authorize(request, caller, world, { action, resource, resourceAccountId: owner });
}
