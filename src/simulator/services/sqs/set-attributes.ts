/** GetQueueAttributes and SetQueueAttributes: where a queue's policy is read, put and, with "", removed. */
import type { Queue } from '../../world/resources.ts';
import type { World } from '../../world/world.ts';
import { allAttributesOf, isReadable, isSettable, isWithinBounds, parseRedrivePolicy } from './attributes.ts';
import type { Document } from './form.ts';
import { checkQueuePolicy } from './queue-policy.ts';
import { messagesOf } from './queue-state.ts';
import { type QueueCall, textMap, texts } from './sqs-call.ts';
import { invalidAttributeName, invalidAttributeValue, invalidValue, missingParameter } from './sqs-faults.ts';

export function getQueueAttributes({ world, queue, input }: QueueCall): Document {
  const asked = texts(input, 'AttributeNames');
  const unknown = asked.find((name) => name !== 'All' && !isReadable(name));
  if (unknown !== undefined) throw invalidAttributeName(unknown);
  const all = allAttributesOf(queue, messagesOf(world, queue).counts());
  const given = asked.includes('All') ? [...all] : [...all].filter(([name]) => asked.includes(name));
  // Without attributes the member is left out, not empty.
  return given.length === 0 ? {} : { Attributes: Object.fromEntries(given) };
}

export function setQueueAttributes({ world, queue, input }: QueueCall): Document {
  const given = textMap(input, 'Attributes');
  if (Object.keys(given).length === 0) throw missingParameter('Attribute.Name');
  if (given['FifoQueue'] !== undefined) throw invalidAttributeName('FifoQueue');
  checkAttributes(world, given);
  for (const [name, value] of Object.entries(given)) queue.attributes.set(name, value);
  touch(world, queue);
  return {};
}

export function touch(world: World, queue: Queue): void {
  queue.attributes.set('LastModifiedTimestamp', String(Math.floor(world.clock.now() / 1000)));
}

/** Throws for the first that cannot be set; nothing is set then. */
export function checkAttributes(world: World, given: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (!isSettable(name)) throw invalidAttributeName(name);
    if (value === '') continue;
    if (!isWithinBounds(name, value)) throw invalidAttributeValue(name);
    if (name === 'Policy') checkQueuePolicy(world, value);
    if (name === 'RedrivePolicy') checkRedrivePolicy(world, value);
  }
}

function checkRedrivePolicy(world: World, text: string): void {
  const policy = parseRedrivePolicy(text);
  if (policy === null) throw invalidValue('RedrivePolicy', text, 'Redrive policy is not a valid JSON map.');
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < 1 || maxReceiveCount > 1000) {
    const reason = 'Invalid value for maxReceiveCount: valid values are from 1 to 1000 both inclusive.';
    throw invalidValue('RedrivePolicy', text, reason);
  }
  if (!world.queues.has(deadLetterTargetArn)) {
    throw invalidValue('RedrivePolicy', text, 'Dead letter target does not exist.');
  }
}
