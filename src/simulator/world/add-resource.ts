/** One more bucket or queue, as CreateBucket and CreateQueue leave it: the seed and the two services make them here. */
import type { Bucket, Queue } from './resources.ts';
import type { World } from './world.ts';

export type NewResource = { readonly name: string; readonly accountId: string; readonly region: string };

export function addBucket(world: World, given: NewResource): Bucket {
  const bucket: Bucket = {
    ...given,
    arn: `arn:aws:s3:::${given.name}`,
    createdAt: world.clock.now(),
    policy: null,
    // On by default since April 2023.
    blockPublicAccess: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
    tags: new Map(),
    objects: new Map(),
  };
  world.buckets.set(bucket.name, bucket);
  return bucket;
}

export function addQueue(world: World, given: NewResource): Queue {
  const queue: Queue = {
    ...given,
    arn: `arn:aws:sqs:${given.region}:${given.accountId}:${given.name}`,
    url: `${world.settings.endpoint}/${given.accountId}/${given.name}`,
    createdAt: world.clock.now(),
    attributes: new Map(),
    tags: new Map(),
  };
  world.queues.set(queue.arn, queue);
  return queue;
}
