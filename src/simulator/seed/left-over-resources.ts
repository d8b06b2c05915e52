/**
 * Buckets and queues of a member account, in several Regions: mostly healthy, a few locked, a few that only a special
 * network reaches. Written into the world's Maps; no service is asked.
 */
import type { Account } from '../world/account.ts';
import { addBucket, addQueue } from '../world/add-resource.ts';
import type { World } from '../world/world.ts';
import {
  HEALTHY_BUCKETS,
  HEALTHY_QUEUES,
  LOCKED_BUCKETS,
  LOCKED_QUEUES,
  PERIMETER_BUCKETS,
  type PolicyMaker,
} from './policies.ts';

const REGIONS = ['us-east-1', 'eu-west-1', 'us-west-2', 'eu-central-1', 'ap-southeast-2'] as const;
const BUCKET_USES = ['logs', 'artifacts', 'exports'] as const;
const QUEUE_USES = ['orders', 'mail'] as const;

export function seedResources(world: World, account: Account, position: number): void {
  BUCKET_USES.forEach((use, index) => {
    const name = `${account.name}-${use}-${account.id.slice(-6)}`;
    const bucket = addBucket(world, { name, accountId: account.id, region: turn(REGIONS, position + index) });
    bucket.policy = policyFor(index === 0 ? firstBucketAt(position) : HEALTHY_BUCKETS, world, bucket, position + index);
  });
  QUEUE_USES.forEach((use, index) => {
    const name = `${account.name}-${use}`;
    const queue = addQueue(world, { name, accountId: account.id, region: turn(REGIONS, position + index) });
    const isLocked = index === 0 && position % 8 === 3;
    const policy = policyFor(isLocked ? LOCKED_QUEUES : HEALTHY_QUEUES, world, queue, position + index);
    if (policy !== null) queue.attributes.set('Policy', policy);
  });
}

/** Of every eight accounts one is locked out of a bucket, and one has fenced one in on purpose. */
function firstBucketAt(position: number): readonly PolicyMaker[] {
  if (position % 8 === 5) return LOCKED_BUCKETS;
  return position % 8 === 2 ? PERIMETER_BUCKETS : HEALTHY_BUCKETS;
}

function policyFor(
  makers: readonly PolicyMaker[],
  world: World,
  resource: { readonly arn: string; readonly accountId: string },
  position: number,
): string | null {
  // Eight is the rhythm of the locked ones: dividing by it lets every kind of lockout have its turn.
  const statements = turn(makers, Math.floor(position / 8) + (position % 8))(resource, world.organization.id);
  return statements.length === 0 ? null : JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function turn<T>(values: readonly T[], position: number): T {
  const value = values[position % values.length];
  if (value === undefined) throw new Error('nothing to take turns with');
  return value;
}
