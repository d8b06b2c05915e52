/** One call to SQS as its operations see it, and how they read what the caller sent. */
import type { Caller } from '../../wire/caller.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { Queue } from '../../world/resources.ts';
import type { World } from '../../world/world.ts';
import { isObject } from '../policy-document.ts';
import type { Document } from './form.ts';
import { invalidValue, missingParameter } from './sqs-faults.ts';

export type SqsCall = {
  readonly request: WireRequest;
  readonly caller: Caller;
  readonly world: World;
  readonly input: Document;
};

export type QueueCall = SqsCall & { readonly queue: Queue };

export function optionalText(input: Document, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function requiredText(input: Document, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined) throw missingParameter(name);
  return value;
}

export function texts(input: Document, name: string): readonly string[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Empty when it is absent. Values that are no text are left out. */
export function textMap(input: Document, name: string): Readonly<Record<string, string>> {
  const value = input[name];
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (typeof item === 'string' ? [[key, item]] : [])),
  );
}

export function documents(input: Document, name: string): readonly Document[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

type Range = { readonly min: number; readonly max: number; readonly absent: number };

/** A number in JSON, its text in a form. */
export function wholeNumber(input: Document, name: string, { min, max, absent }: Range): number {
  const given = input[name];
  if (given === undefined || given === '') return absent;
  const value = Number(given);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw invalidValue(name, JSON.stringify(given), `Must be between ${min} and ${max}, if provided.`);
}
