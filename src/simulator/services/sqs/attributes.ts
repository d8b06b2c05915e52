/**
 * The attributes of a queue: their defaults, what may be set, and what SQS works out itself.
 * After SetQueueAttributes and GetQueueAttributes in the Amazon SQS API Reference.
 */
import type { Queue } from '../../world/resources.ts';
import { parseObject } from '../policy-document.ts';
import type { MessageCounts } from './queue/shelf.ts';

/** Absent from a new queue's record, and answered all the same. */
const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};

/** Empty text and absence are the same: SetQueueAttributes removes a policy by setting it to "". */
export function attributeOf(queue: Queue, name: string): string | undefined {
  const value = queue.attributes.get(name) ?? DEFAULTS[name];
  return value === '' ? undefined : value;
}

export function numericAttributeOf(queue: Queue, name: string): number {
  return Number(attributeOf(queue, name) ?? 0);
}

export type RedrivePolicy = { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };

export function redrivePolicyOf(queue: Queue): RedrivePolicy | null {
  const text = attributeOf(queue, 'RedrivePolicy');
  return text === undefined ? null : parseRedrivePolicy(text);
}

/** Null when it is not one. The count may be text: the console writes it so. */
export function parseRedrivePolicy(text: string): RedrivePolicy | null {
  const document = parseObject(text);
  const target = document?.['deadLetterTargetArn'];
  const count = Number(document?.['maxReceiveCount']);
  return typeof target === 'string' ? { deadLetterTargetArn: target, maxReceiveCount: count } : null;
}

export function allAttributesOf(queue: Queue, counts: MessageCounts): ReadonlyMap<string, string> {
  const all = new Map<string, string>([
    ['QueueArn', queue.arn],
    ['ApproximateNumberOfMessages', String(counts.visible)],
    ['ApproximateNumberOfMessagesNotVisible', String(counts.hidden)],
    ['ApproximateNumberOfMessagesDelayed', String(counts.delayed)],
    ['CreatedTimestamp', String(Math.floor(queue.createdAt / 1000))],
    ['LastModifiedTimestamp', String(Math.floor(queue.createdAt / 1000))],
    ...Object.entries(DEFAULTS),
  ]);
  for (const [name, value] of queue.attributes) {
    if (value === '') all.delete(name);
    else all.set(name, value);
  }
  return all;
}

const WHOLE_NUMBERS: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  DelaySeconds: { min: 0, max: 900 },
  MaximumMessageSize: { min: 1024, max: 1_048_576 },
  MessageRetentionPeriod: { min: 60, max: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { min: 0, max: 20 },
  VisibilityTimeout: { min: 0, max: 43_200 },
  KmsDataKeyReusePeriodSeconds: { min: 60, max: 86_400 },
};

const TEXTS: ReadonlySet<string> = new Set([
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'SqsManagedSseEnabled',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'FifoQueue',
]);

const READ_ONLY: ReadonlySet<string> = new Set([
  'QueueArn',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
]);

export function isSettable(name: string): boolean {
  return TEXTS.has(name) || Object.hasOwn(WHOLE_NUMBERS, name);
}

export function isReadable(name: string): boolean {
  return isSettable(name) || READ_ONLY.has(name);
}

/** True for whatever has no bounds of its own here. */
export function isWithinBounds(name: string, value: string): boolean {
  const bounds = WHOLE_NUMBERS[name];
  if (bounds === undefined) return true;
  return /^\d+$/.test(value) && Number(value) >= bounds.min && Number(value) <= bounds.max;
}
