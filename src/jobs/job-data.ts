/**
 * A remediation as it lies in the store, and how many times it went wrong. The store is shared with other versions of
 * us and with whoever has its password, so what is read back is parsed like any other input.
 * Never: holds a credential. The live state is read when the job runs; the policy of a queue's event is only for the
 * case that it cannot be.
 */
import { z } from 'zod';
import { parseAccountId, parseRegion } from '../domain/account.ts';
import { parseRemediationId, type Remediation } from '../domain/remediation.ts';
import { isBucketName, isQueueName, type Bucket, type Queue } from '../domain/resource.ts';
import type { Origin } from '../domain/signal.ts';
import { type Instant, instant } from '../domain/time.ts';

const parsed = <Value>(parse: (value: unknown) => Value | undefined, what: string) =>
  z.custom<Value>((value) => parse(value) !== undefined, { error: `not ${what}` });

const account = parsed(parseAccountId, 'an account id');
const region = parsed(parseRegion, 'a Region');
const moment = z.number().transform<Instant>(instant);

const bucket = z.object({
  kind: z.literal('bucket'),
  account,
  region,
  bucket: z.string().refine(isBucketName, { error: 'not a bucket name' }),
}) satisfies z.ZodType<Bucket>;

const queue = z.object({
  kind: z.literal('queue'),
  account,
  region,
  queue: z.string().refine(isQueueName, { error: 'not a queue name' }),
}) satisfies z.ZodType<Queue>;

const origin = z.object({
  source: z.enum(['cloudtrail', 'hook', 'sweep', 'audit', 'cli', 'replay']),
  eventId: z.string().exactOptional(),
  eventName: z.string().exactOptional(),
  eventTime: moment.exactOptional(),
  requestId: z.string().exactOptional(),
  actor: z.string().exactOptional(),
  userAgent: z.string().exactOptional(),
}) satisfies z.ZodType<Origin>;

const common = { id: parsed(parseRemediationId, 'a remediation id'), origin, createdAt: moment };

const remediation = z.discriminatedUnion('task', [
  z.object({ ...common, task: z.literal('unlock_bucket'), resource: bucket }),
  z.object({ ...common, task: z.literal('unlock_queue'), resource: queue, policyInEvent: z.string().exactOptional() }),
  z.object({
    ...common,
    task: z.literal('make_rootless'),
    account,
    because: z.enum(['created', 'invited', 'vended', 'joined']),
  }),
]) satisfies z.ZodType<Remediation>;

const troubleKinds = [
  'throttled',
  'unavailable',
  'not_ready',
  'expired',
  'conflict',
  'ledger',
  'store',
  'unexpected',
] as const;

const trouble = z.object({
  kind: z.enum(troubleKinds),
  /** How often in a row, and since when. */
  times: z.int().min(1),
  since: moment,
  /** When the first trouble of any kind was met. */
  firstAt: moment,
});

const jobData = z.object({
  version: z.literal(1),
  remediation,
  trouble: trouble.exactOptional(),
  /** How often the process ended while the job ran (embedded store; elsewhere BullMQ counts). */
  resumed: z.int().min(0).exactOptional(),
});

export type Trouble = z.output<typeof trouble>;
export type JobData = z.output<typeof jobData>;

export const newJobData = (remediation: Remediation): JobData => ({ version: 1, remediation });

/** The data, or in one sentence why they are none of ours. */
export function parseJobData(value: unknown): { data: JobData } | { problem: string } {
  const result = jobData.safeParse(value);
  if (result.success) return { data: result.data };
  return { problem: `the job's data are not a remediation: ${z.prettifyError(result.error).replaceAll('\n', ' ')}` };
}
