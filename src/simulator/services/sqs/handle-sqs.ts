/** Stand-in until SQS lands. */
import { unknownOperation } from '../../server/unknown-operation.ts';
import type { ServiceHandler } from '../../wire/wire.ts';
import type { World } from '../../world/world.ts';

export const handleSqs: ServiceHandler = (request) => {
  throw unknownOperation(request);
};

/** Connects the queues to EventBridge (`world.deliver`); disposed when the simulator closes. */
export function openQueueService(world: World): AsyncDisposable {
  world.deliver = () => undefined;
  return { [Symbol.asyncDispose]: () => Promise.resolve() };
}
