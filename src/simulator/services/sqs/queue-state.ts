/**
 * The messages behind each queue of the world, made when first asked for: the seed writes queues as plain records.
 */
import type { Queue } from '../../world/resources.ts';
import type { World } from '../../world/world.ts';
import { attributeOf, redrivePolicyOf } from './attributes.ts';
import { type MessageQueue, type QueueRules, createMessageQueue } from './queue/message-queue.ts';

const opened = new WeakMap<Queue, MessageQueue>();

export function messagesOf(world: World, queue: Queue): MessageQueue {
  const known = opened.get(queue);
  if (known !== undefined) return known;
  const messages = createMessageQueue(
    () => performance.now(),
    () => rulesOf(world, queue),
  );
  opened.set(queue, messages);
  return messages;
}

/** Whoever waits for messages of it gets nothing. */
export function closeMessagesOf(queue: Queue): void {
  opened.get(queue)?.close();
}

function rulesOf(world: World, queue: Queue): QueueRules {
  const retentionMs = Number(attributeOf(queue, 'MessageRetentionPeriod')) * 1000;
  const policy = redrivePolicyOf(queue);
  const target = policy === null ? undefined : world.queues.get(policy.deadLetterTargetArn);
  if (policy === null || target === undefined) return { retentionMs, redrive: null };
  return {
    retentionMs,
    redrive: {
      receivesMax: policy.maxReceiveCount,
      bury: (message) => {
        messagesOf(world, target).bury(message, queue.arn);
      },
    },
  };
}
