/**
 * Connects the queues to EventBridge (`world.deliver`), which puts messages on them without asking their policies.
 * Disposed when the simulator closes: whoever waits for messages then gets none.
 */
import type { World } from '../../world/world.ts';
import { bodyDigest } from './digest.ts';
import { closeMessagesOf, messagesOf } from './queue-state.ts';

export function openQueueService(world: World): AsyncDisposable {
  world.deliver = (arn, body) => {
    const queue = world.queues.get(arn);
    if (queue === undefined) return; // A target that is gone: EventBridge would try for a day and then give up.
    const message = {
      id: crypto.randomUUID(),
      body,
      bodyDigest: bodyDigest(body),
      attributes: {},
      attributesDigest: null,
      senderId: EVENT_BRIDGE,
      sentAt: world.clock.now(),
    };
    messagesOf(world, queue).send([message], () => 0);
  };
  return {
    [Symbol.asyncDispose]: () => {
      for (const queue of world.queues.values()) closeMessagesOf(queue);
      return Promise.resolve();
    },
  };
}

/** A unique id of the service's own. */
const EVENT_BRIDGE = 'AIDAEVENTBRIDGESIMUL';
