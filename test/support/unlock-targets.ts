/** The two kinds of resource that can be locked, in a simulated organization, behind one shape. */
import assert from 'node:assert/strict';
import type { Remediation } from '../../src/domain/remediation.ts';
import { newRemediationId } from '../../src/compose.ts';
import { systemClock } from '../../src/observe/system-clock.ts';
import type { Simulator } from '../../src/simulator/open-simulator.ts';
import { accountIdOf, regionOf, unlockBucket, unlockQueue } from './remediator.ts';

type World = Simulator['world'];

type Unlock = Extract<Remediation, { task: 'unlock_bucket' | 'unlock_queue' }>;

type LockedResource = {
  readonly arn: string;
  readonly policy: () => string | null;
  readonly setPolicy: (text: string | null) => void;
  readonly remove: () => void;
};

export type Target = {
  readonly what: string;
  readonly reads: string;
  readonly writes: readonly string[];
  /** Locks one resource of an active member, behind everybody's back. */
  readonly lock: (world: World) => { remediation: Unlock; resource: LockedResource; old: string };
  /** The same work under a new id. */
  readonly again: (remediation: Unlock) => Unlock;
};

export const denyAll = (arn: string, Sid = 'Oops'): string => {
  const Action = arn.includes(':s3:') ? 's3:*' : 'sqs:*';
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid, Effect: 'Deny', Principal: '*', Action, Resource: arn }],
  });
};

/** Denies, but nothing that anybody needs to mend the policy. */
export const denyDeletion = (arn: string): string => {
  const Action = arn.includes(':s3:') ? 's3:DeleteBucket' : 'sqs:DeleteQueue';
  const statement = { Sid: 'NoDeletion', Effect: 'Deny', Principal: '*', Action, Resource: arn };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
};

const again = (remediation: Unlock): Unlock => ({ ...remediation, id: newRemediationId(systemClock) });

const bucketTarget: Target = {
  what: 'a bucket',
  reads: 's3:GetBucketPolicy',
  writes: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
  again,
  lock: (world) => {
    const bucket = ofActiveMember(world.buckets, world);
    bucket.policy = denyAll(bucket.arn);
    const { accountId, region, name } = bucket;
    return {
      old: bucket.policy,
      remediation: unlockBucket({
        kind: 'bucket',
        account: accountIdOf(accountId),
        region: regionOf(region),
        bucket: name,
      }),
      resource: {
        arn: bucket.arn,
        policy: () => bucket.policy,
        setPolicy: (text) => (bucket.policy = text),
        remove: () => world.buckets.delete(name),
      },
    };
  },
};

const queueTarget: Target = {
  what: 'a queue',
  reads: 'sqs:GetQueueAttributes',
  writes: ['sqs:SetQueueAttributes'],
  again,
  lock: (world) => {
    const queue = ofActiveMember(world.queues, world);
    const setPolicy = (text: string | null) => void queue.attributes.set('Policy', text ?? '');
    setPolicy(denyAll(queue.arn));
    const { accountId, region, name, arn } = queue;
    return {
      old: denyAll(arn),
      remediation: unlockQueue({
        kind: 'queue',
        account: accountIdOf(accountId),
        region: regionOf(region),
        queue: name,
      }),
      resource: {
        arn,
        policy: () => {
          const text = queue.attributes.get('Policy') ?? '';
          return text === '' ? null : text;
        },
        setPolicy,
        remove: () => world.queues.delete(arn),
      },
    };
  },
};

export const targets: readonly Target[] = [bucketTarget, queueTarget];

function ofActiveMember<Owned extends { accountId: string }>(all: Map<string, Owned>, world: World): Owned {
  const { managementAccountId } = world.organization;
  const found = [...all.values()].find(
    ({ accountId }) => accountId !== managementAccountId && world.accounts.get(accountId)?.state === 'ACTIVE',
  );
  assert.ok(found, 'the seed has one');
  return found;
}
