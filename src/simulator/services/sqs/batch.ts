/**
 * Up to ten entries in one call: each succeeds or fails by itself, the call as a whole fails only if it is malformed.
 */
import { AwsFault } from '../../wire/aws-fault.ts';
import type { Document } from './form.ts';
import { documents, optionalText } from './sqs-call.ts';
import { invalidBatch } from './sqs-faults.ts';

const ENTRIES_MAX = 10;

export type Entry = { readonly id: string; readonly input: Document };

export function entriesOf(input: Document): readonly Entry[] {
  const entries = documents(input, 'Entries').map((entry) => ({ id: optionalText(entry, 'Id') ?? '', input: entry }));
  if (entries.length === 0) {
    throw invalidBatch('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > ENTRIES_MAX) {
    const message = `Maximum number of entries per request are ${ENTRIES_MAX}. You have sent ${entries.length}.`;
    throw invalidBatch('TooManyEntriesInBatchRequest', message);
  }
  if (entries.some(({ id }) => !/^[A-Za-z0-9_-]{1,80}$/.test(id))) {
    const message = 'A batch entry id can only contain alphanumeric characters, hyphens and underscores.';
    throw invalidBatch('InvalidBatchEntryId', message);
  }
  const twice = entries.find(({ id }, index) => entries.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw invalidBatch('BatchEntryIdsNotDistinct', `Id ${twice.id} repeated.`);
  return entries;
}

export function answerEach(entries: readonly Entry[], act: (input: Document) => Document): Document {
  const Successful: Document[] = [];
  const Failed: Document[] = [];
  for (const { id, input } of entries) {
    try {
      Successful.push({ Id: id, ...act(input) });
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      Failed.push({
        Id: id,
        SenderFault: error.status < 500,
        Code: error.extras.queryCode ?? error.code,
        Message: error.message,
      });
    }
  }
  return { Successful, Failed };
}
