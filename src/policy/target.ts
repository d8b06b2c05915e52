/**
 * What is asked about, resolved: the ARN that `Resource` elements are matched with, and the repair actions.
 * A question that cannot be asked is a sentence, not an exception.
 */
import { parseAccountId, parseRegion } from '../domain/account.ts';
import { parseBucketArn, parseQueueArn, type Service } from '../domain/resource.ts';
import { repairActions } from '../domain/verdict.ts';
import type { PolicyQuestion } from './question.ts';

export type Target = {
  readonly service: Service;
  readonly account: string;
  readonly partition: string;
  readonly arn: string;
  /** Undefined: not known. A queue's ARN then carries `unknownRegion`. */
  readonly region: string | undefined;
  readonly actions: readonly string[];
};

/** Not a Region's name, so that only a wildcard matches it. */
export const unknownRegion = '\uE000';

export function targetOf(question: PolicyQuestion): Target | { readonly impossible: string } {
  const { service, account, resource } = question;
  if (parseAccountId(account) === undefined)
    return { impossible: `\`${account}\` is not an account id: twelve digits are expected.` };
  if (!Object.hasOwn(repairActions, service))
    return { impossible: `\`${service}\` is not a service that this analysis knows: it knows s3 and sqs.` };
  if (typeof resource !== 'string' || resource === '') return { impossible: 'No resource is named.' };
  const partition = partitionOf(question);
  const common = { service, account, partition, actions: repairActions[service] };
  return { ...common, ...(service === 's3' ? bucketOf(question, partition) : queueOf(question, partition)) };
}

/**
 * The resource's own ARN tells, or what is asked, or the Region. Principals are in it too: without it, nobody in China
 * or GovCloud would ever be the one who is let in.
 */
function partitionOf({ resource, partition, region }: PolicyQuestion): string {
  const [, own] = /^arn:(aws[a-z-]*):/u.exec(resource) ?? [];
  const [, prefix = ''] = /^(cn|us-gov)-/u.exec(region ?? '') ?? [];
  return own ?? partition ?? (prefix === '' ? 'aws' : `aws-${prefix}`);
}

type Place = Pick<Target, 'arn' | 'region'>;

function bucketOf({ resource, region }: PolicyQuestion, partition: string): Place {
  const bucket = parseBucketArn(resource) ?? resource;
  const arn = bucket.startsWith('arn:') ? bucket : `arn:${partition}:s3:::${bucket}`;
  return { arn, region: parseRegion(region) };
}

function queueOf(question: PolicyQuestion, partition: string): Place {
  const { account, resource } = question;
  const queue = parseQueueArn(resource);
  if (queue !== undefined) return { arn: resource, region: queue.region };
  const region = parseRegion(question.region) ?? regionInPolicy(question);
  return { arn: `arn:${partition}:sqs:${region ?? unknownRegion}:${account}:${resource}`, region };
}

/** A queue's policy nearly always names the queue by its ARN. */
function regionInPolicy({ account, resource, policyText }: PolicyQuestion): string | undefined {
  const regions = new Set<string>();
  for (const [, region, name] of policyText.matchAll(/"arn:aws[a-z-]*:sqs:([a-z0-9-]+):\d{12}:([\w.-]+)"/gu))
    if (name === resource && policyText.includes(`:${account}:${resource}"`)) regions.add(region ?? '');
  return regions.size === 1 ? parseRegion([...regions][0]) : undefined;
}
