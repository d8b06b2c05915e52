/** Buckets and queues with their policies as they are, and policies put as an administrator of the account puts them. */
import { putPolicyAsAdministrator } from '../world/put-policy.ts';
import type { Bucket, Queue } from '../world/resources.ts';
import { policyIn, textIn } from './body.ts';
import { type ControlCall, ControlProblem } from './control.ts';

export function listBuckets({ world, query }: ControlCall) {
  return { buckets: [...world.buckets.values()].filter(isOf(query.get('account'))).map(bucketSummary) };
}

export function showBucket({ world, names: [name = ''] }: ControlCall) {
  const bucket = world.buckets.get(name);
  if (bucket === undefined) throw new ControlProblem(404, `there is no bucket \`${name}\``);
  const { blockPublicAccess, tags, objects } = bucket;
  return { ...bucketSummary(bucket), blockPublicAccess, tags: Object.fromEntries(tags), objects: [...objects.keys()] };
}

export function listQueues({ world, query }: ControlCall) {
  return { queues: [...world.queues.values()].filter(isOf(query.get('account'))).map(queueSummary) };
}

/** By ARN. */
export function showQueue({ world, names: [arn = ''] }: ControlCall) {
  const queue = world.queues.get(arn);
  if (queue === undefined) throw new ControlProblem(404, `there is no queue \`${arn}\``);
  return { ...queueSummary(queue), attributes: Object.fromEntries(queue.attributes) };
}

/** Whatever the old policy says; with its event unless `announce` is false. */
export function putPolicy({ world, body }: ControlCall) {
  const resource = textIn(body, 'resource');
  const swap = { resource, policy: policyIn(body, 'policy'), announce: body['announce'] !== false };
  if (!putPolicyAsAdministrator(world, swap))
    throw new ControlProblem(404, `there is no bucket or queue \`${resource}\``);
  return swap;
}

function isOf(accountId: string | null): (resource: { readonly accountId: string }) => boolean {
  return (resource) => accountId === null || resource.accountId === accountId;
}

function bucketSummary({ name, arn, accountId, region, policy }: Bucket) {
  return { name, arn, accountId, region, policy };
}

function queueSummary({ name, arn, url, accountId, region, attributes }: Queue) {
  return { name, arn, url, accountId, region, policy: attributes.get('Policy') ?? null };
}
