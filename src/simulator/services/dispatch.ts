/** From an operation's name to the function that carries it out, for services whose callers are always known. */
import { authFault } from '../server/auth-faults.ts';
import { unknownOperation } from '../server/unknown-operation.ts';
import type { IdentifiedCaller } from '../wire/caller.ts';
import type { ServiceHandler, WireRequest, WireResponse } from '../wire/wire.ts';
import type { World } from '../world/world.ts';

export type Operation = (request: WireRequest, caller: IdentifiedCaller, world: World) => WireResponse;

export function dispatch(operations: Readonly<Record<string, Operation>>): ServiceHandler {
  const byName = new Map(Object.entries(operations));
  return (request, caller, world) => {
    const operation = byName.get(request.operation);
    if (operation === undefined) throw unknownOperation(request);
    if (caller.kind === 'anonymous') throw authFault(request, 'missing');
    return operation(request, caller, world);
  };
}
