/** The event samples of test/fixtures/events, as they are or with something changed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventContext, parseEvent } from '../../src/events/parse-event.ts';

const directory = join(import.meta.dirname, '..', 'fixtures', 'events');

export const sampleNames = readdirSync(directory)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace(/\.json$/u, ''));

export const sampleBody = (name: string): string => readFileSync(join(directory, `${name}.json`), 'utf8');

type Json = Record<string, unknown>;

/** `changes` are laid over the event, object by object; `undefined` takes a field away. */
export function changedSample(name: string, changes: Json): string {
  return JSON.stringify(merge(JSON.parse(sampleBody(name)), changes));
}

function merge(into: unknown, changes: unknown): unknown {
  if (!isObject(into) || !isObject(changes)) return changes;
  const names = new Set([...Object.keys(into), ...Object.keys(changes)]);
  return Object.fromEntries(
    [...names].map((name) => [name, name in changes ? merge(into[name], changes[name]) : into[name]]),
  );
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const noOwnKeys: EventContext = { source: 'cloudtrail', isOwnKey: () => false };

export const parse = (body: string, context: EventContext = noOwnKeys) => parseEvent(body, context);
