/** Queues as such: made, found, listed and deleted. */
import type { Caller } from '../../wire/caller.ts';
import { addQueue } from '../../world/add-resource.ts';
import type { Queue } from '../../world/resources.ts';
import { allAttributesOf } from './attributes.ts';
import type { Document } from './form.ts';
import { closeMessagesOf, messagesOf } from './queue-state.ts';
import { checkAttributes } from './set-attributes.ts';
import { type QueueCall, type SqsCall, optionalText, requiredText, textMap, wholeNumber } from './sqs-call.ts';
import { accessDenied, invalidParameter, queueDoesNotExist, queueNameExists } from './sqs-faults.ts';

const PAGE_MAX = 1000;

export function createQueue(call: SqsCall): Document {
  const { world, request, input } = call;
  const name = requiredText(input, 'QueueName');
  const attributes = textMap(input, 'Attributes');
  checkName(name, attributes);
  checkAttributes(world, attributes);
  const accountId = accountOf(call.caller);
  const known = world.queues.get(queueArn(request.region, accountId, name));
  const queue = known ?? addQueue(world, { name, accountId, region: request.region });
  if (known !== undefined) checkSame(known, attributes);
  else for (const [key, value] of Object.entries(attributes)) queue.attributes.set(key, value);
  // In JSON it is `tags`, for this call alone; in a form it is `Tag.1.Key` as for TagQueue.
  const tags = { ...textMap(input, 'tags'), ...textMap(input, 'Tags') };
  for (const [key, value] of Object.entries(tags)) queue.tags.set(key, value);
  return { QueueUrl: queue.url };
}

export function queueArn(region: string, accountId: string, name: string): string {
  return `arn:aws:sqs:${region}:${accountId}:${name}`;
}

/** Anonymous callers have no account in which to do anything. */
export function accountOf(caller: Caller): string {
  if (caller.kind === 'anonymous') throw accessDenied('https://sqs.amazonaws.com/');
  return caller.accountId;
}

function checkName(name: string, attributes: Readonly<Record<string, string>>): void {
  const isFifo = attributes['FifoQueue'] === 'true';
  if (
    /^[A-Za-z0-9_-]{1,80}$/.test(name.replace(/\.fifo$/, '')) &&
    name.length <= 80 &&
    name.endsWith('.fifo') === isFifo
  ) {
    return;
  }
  throw invalidParameter(
    isFifo
      ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
      : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
  );
}

/** Making it again is fine as long as nothing would have to change. */
function checkSame(queue: Queue, attributes: Readonly<Record<string, string>>): void {
  const current = allAttributesOf(queue, { visible: 0, hidden: 0, delayed: 0 });
  const different = Object.entries(attributes).find(([name, value]) => (current.get(name) ?? '') !== value);
  if (different === undefined) return;
  throw queueNameExists(
    `A queue already exists with the same name and a different value for attribute ${different[0]}`,
  );
}

export function getQueueUrl(queue: Queue): Document {
  return { QueueUrl: queue.url };
}

/** Of the account that is named, or of the caller's own. */
export function queueByName({ world, request, caller, input }: SqsCall): Queue {
  const accountId = optionalText(input, 'QueueOwnerAWSAccountId') ?? accountOf(caller);
  const queue = world.queues.get(queueArn(request.region, accountId, requiredText(input, 'QueueName')));
  if (queue === undefined) throw queueDoesNotExist();
  return queue;
}

/** Without MaxResults there is one page of a thousand and no word of more. */
export function listQueues({ world, request, caller, input }: SqsCall): Document {
  const accountId = accountOf(caller);
  const prefix = optionalText(input, 'QueueNamePrefix') ?? '';
  const after = Buffer.from(optionalText(input, 'NextToken') ?? '', 'base64').toString();
  const isPaged = optionalText(input, 'MaxResults') !== undefined || typeof input['MaxResults'] === 'number';
  const max = wholeNumber(input, 'MaxResults', { min: 1, max: PAGE_MAX, absent: PAGE_MAX });
  const found = [...world.queues.values()]
    .filter((queue) => queue.accountId === accountId && queue.region === request.region)
    .filter((queue) => queue.name.startsWith(prefix) && queue.name > after)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const page = found.slice(0, max);
  const last = page.at(-1);
  const hasMore = isPaged && found.length > page.length && last !== undefined;
  return {
    // Without queues the member is left out, not empty.
    ...(page.length === 0 ? {} : { QueueUrls: page.map((queue) => queue.url) }),
    ...(hasMore ? { NextToken: Buffer.from(last.name).toString('base64') } : {}),
  };
}

/** At once, where AWS takes up to a minute. */
export function deleteQueue({ world, queue }: QueueCall): Document {
  world.queues.delete(queue.arn);
  closeMessagesOf(queue);
  return {};
}

export function purgeQueue({ world, queue }: QueueCall): Document {
  messagesOf(world, queue).purge();
  return {};
}
