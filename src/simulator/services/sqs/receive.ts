/** ReceiveMessage: up to ten messages, at once or as soon as the first comes within the waiting time. */
import type { Queue } from '../../world/resources.ts';
import { numericAttributeOf } from './attributes.ts';
import type { Document } from './form.ts';
import { type Message, receiptHandle } from './queue/message.ts';
import { IN_FLIGHT_MAX } from './queue/message-queue.ts';
import { messagesOf } from './queue-state.ts';
import { type QueueCall, texts, wholeNumber } from './sqs-call.ts';
import { overLimit } from './sqs-faults.ts';

export async function receiveMessage({ world, queue, input, request }: QueueCall): Promise<Document> {
  const messages = messagesOf(world, queue);
  const receive = { ...receiveOf(queue, input), now: () => world.clock.now() };
  if (messages.counts().hidden >= IN_FLIGHT_MAX) {
    throw overLimit('Too many messages in flight: delete some, or let them become visible again.');
  }
  const taken = await messages.receive(receive, request.signal);
  // Without messages the member is left out, not empty.
  return taken.length === 0 ? {} : { Messages: taken.map((message) => received(message, input)) };
}

function receiveOf(queue: Queue, input: Document) {
  const hideDefault = numericAttributeOf(queue, 'VisibilityTimeout');
  const waitDefault = numericAttributeOf(queue, 'ReceiveMessageWaitTimeSeconds');
  return {
    max: wholeNumber(input, 'MaxNumberOfMessages', { min: 1, max: 10, absent: 1 }),
    hideMs: wholeNumber(input, 'VisibilityTimeout', { min: 0, max: 43_200, absent: hideDefault }) * 1000,
    waitMs: wholeNumber(input, 'WaitTimeSeconds', { min: 0, max: 20, absent: waitDefault }) * 1000,
  };
}

function received(message: Message, input: Document): Document {
  // The older name and the newer one.
  const asked = [...texts(input, 'AttributeNames'), ...texts(input, 'MessageSystemAttributeNames')];
  const system = systemAttributes(message).filter(([name]) => asked.includes('All') || asked.includes(name));
  const wanted = texts(input, 'MessageAttributeNames');
  const own = Object.entries(message.attributes).filter(([name]) => wanted.some((pattern) => matches(pattern, name)));
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message),
    MD5OfBody: message.bodyDigest,
    Body: message.body,
    ...(system.length === 0 ? {} : { Attributes: Object.fromEntries(system) }),
    ...(own.length === 0 ? {} : { MessageAttributes: Object.fromEntries(own) }),
    ...(own.length === 0 ? {} : { MD5OfMessageAttributes: message.attributesDigest }),
  };
}

function systemAttributes(message: Message): readonly (readonly [string, string])[] {
  const { senderId, sentAt, firstReceivedAt, receiveCount, deadLetterSource } = message;
  return [
    ['SenderId', senderId],
    ['SentTimestamp', String(sentAt)],
    ['ApproximateReceiveCount', String(receiveCount)],
    ['ApproximateFirstReceiveTimestamp', String(firstReceivedAt ?? sentAt)],
    ...(deadLetterSource === null ? [] : ([['DeadLetterQueueSourceArn', deadLetterSource]] as const)),
  ];
}

/** `All`, `.*`, a name, or the beginning of one: `prefix.*`. */
function matches(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '.*' || pattern === name) return true;
  return pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2));
}
