/**
 * The two kinds of resource that rootkeeper can unlock, by names that were checked. Everything that reaches AWS
 * (ARN, queue URL) is built from these parts, never copied from an event: a queue URL in an event is text that
 * the caller of SetQueueAttributes wrote.
 */
import { type AccountId, parseAccountId, parseRegion, type Region } from './account.ts';
import type { Partition } from './root-task.ts';

export type Bucket = {
  readonly kind: 'bucket';
  readonly account: AccountId;
  readonly region: Region;
  readonly bucket: string;
};
export type Queue = {
  readonly kind: 'queue';
  readonly account: AccountId;
  readonly region: Region;
  readonly queue: string;
};
export type Resource = Bucket | Queue;
export type Service = 's3' | 'sqs';

/** General-purpose buckets, including names from before 2018 (upper case, underscores, up to 255). */
const bucketPattern = /^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/u;
const queuePattern = /^(?:[A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\.fifo)$/u;

/** `--x-s3` names are directory buckets: no root-task policy reaches them. */
export const isBucketName = (value: unknown): value is string =>
  typeof value === 'string' && bucketPattern.test(value) && !value.endsWith('--x-s3');

export const isQueueName = (value: unknown): value is string => typeof value === 'string' && queuePattern.test(value);

export function arnOf(resource: Resource, partition: Partition = 'aws'): string {
  return resource.kind === 'bucket'
    ? `arn:${partition}:s3:::${resource.bucket}`
    : `arn:${partition}:sqs:${resource.region}:${resource.account}:${resource.queue}`;
}

export const serviceOf = (resource: Resource): Service => (resource.kind === 'bucket' ? 's3' : 'sqs');

/** The queue's own name, account and Region out of its ARN. */
export function parseQueueArn(value: unknown): Queue | undefined {
  if (typeof value !== 'string') return undefined;
  const [arn, partition, service, region, account, queue, ...rest] = value.split(':');
  const parsedRegion = parseRegion(region);
  const parsedAccount = parseAccountId(account);
  if (arn !== 'arn' || !partition?.startsWith('aws') || service !== 'sqs' || rest.length > 0) return undefined;
  if (parsedRegion === undefined || parsedAccount === undefined || !isQueueName(queue)) return undefined;
  return { kind: 'queue', account: parsedAccount, region: parsedRegion, queue };
}

/** The bucket's name out of its ARN (bucket ARNs carry neither account nor Region). */
export function parseBucketArn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const name = /^arn:aws[a-z-]*:s3:::([^/]+)$/u.exec(value)?.[1];
  return isBucketName(name) ? name : undefined;
}
