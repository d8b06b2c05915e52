/**
 * "Is this policy a lockout?", asked by a batch line or by options: read and checked, so that the analyser gets
 * nothing but what it understands.
 */
import { z } from 'zod';
import { type AccountId, parseAccountId, parseRegion, type Region } from '../domain/account.ts';
import { isQueueName, parseQueueArn } from '../domain/resource.ts';
import { systemClock } from '../observe/system-clock.ts';
import type { PolicyQuestion } from '../policy/question.ts';

export type ReadQuestion = { readonly question: PolicyQuestion } | { readonly mistakes: readonly Mistake[] };

/** `field`: where, in the words of a batch line. */
export type Mistake = { readonly field: string; readonly expected: string };

export const sentenceOf = (mistakes: readonly Mistake[]): string =>
  mistakes.map(({ field, expected }) => `\`${field}\` should be ${expected}`).join('; ');

// Compared with what a policy says, and never sent to AWS: names out of an example, too short for AWS, will do.
const bucketNameOrArn = /^(?:arn:aws[a-z-]*:s3:::)?(?!.*--x-s3$)[A-Za-z0-9._-]{1,255}$/u;
const organizationId = /^o-[a-z0-9]+$/u;

/** Fields that we do not know are left alone: they are the caller's. */

const askedSchema = z.object({
  service: z.enum(['s3', 'sqs'], { error: '`s3` or `sqs`' }),
  account: parsedBy(parseAccountId, 'an account id: twelve digits as text'),
  region: parsedBy(parseRegion, 'a Region, such as eu-west-1').nullish(),
  resource: z.string({ error: 'the name or the ARN of a bucket or queue' }),
  policy: z.union([z.string(), z.looseObject({})], { error: 'a policy, as an object or as text' }),
  organizationId: z
    .string()
    .regex(organizationId, { error: 'an organization id: `o-` and letters or digits' })
    .nullish(),
});

function parsedBy<Value>(parse: (value: unknown) => Value | undefined, error: string) {
  return z.custom<Value>((value) => parse(value) !== undefined, { error });
}

export function readQuestion(asked: unknown): ReadQuestion {
  const { data, error } = askedSchema.safeParse(asked);
  if (data === undefined)
    return { mistakes: error.issues.map(({ path, message }) => ({ field: path.join('.'), expected: message })) };
  const { service, account, policy, resource } = data;
  const region =
    service === 's3' ? regionOfBucket(resource, data.region) : regionOfQueue(resource, account, data.region);
  if ('expected' in region) return { mistakes: [{ field: 'resource', expected: region.expected }] };
  const question = {
    service,
    account,
    resource,
    region: region.value,
    policyText: typeof policy === 'string' ? policy : JSON.stringify(policy),
    organizationId: data.organizationId ?? undefined,
    // What is denied since 2020 is denied for good, and what was denied until then no longer is.
    now: systemClock.now(),
  };
  return { question };
}

type Place = { readonly value: Region | undefined } | { readonly expected: string };

const regionOfBucket = (resource: string, region: Region | null | undefined): Place =>
  bucketNameOrArn.test(resource) ? { value: region ?? undefined } : { expected: 'the name or the ARN of a bucket' };

function regionOfQueue(resource: string, account: AccountId, region: Region | null | undefined): Place {
  const queue = parseQueueArn(resource);
  if (queue === undefined)
    return isQueueName(resource) ? { value: region ?? undefined } : { expected: 'the name or the ARN of a queue' };
  return queue.account === account
    ? { value: queue.region }
    : { expected: `a queue of account ${account}; this one is in ${queue.account}` };
}
