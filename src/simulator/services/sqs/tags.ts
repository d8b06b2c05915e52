/** A queue's tags. */
import type { Document } from './form.ts';
import { type QueueCall, textMap, texts } from './sqs-call.ts';

export function listQueueTags({ queue }: QueueCall): Document {
  return queue.tags.size === 0 ? {} : { Tags: Object.fromEntries(queue.tags) };
}

export function tagQueue({ queue, input }: QueueCall): Document {
  for (const [key, value] of Object.entries(textMap(input, 'Tags'))) queue.tags.set(key, value);
  return {};
}

export function untagQueue({ queue, input }: QueueCall): Document {
  for (const key of texts(input, 'TagKeys')) queue.tags.delete(key);
  return {};
}
