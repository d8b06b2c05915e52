/**
 * A policy put by an administrator of the resource's own account, outside of any call: for races made on demand and
 * for the control endpoint's "somebody locks this bucket". With `announce`, CloudTrail tells of it as of a real call.
 * Never: asks whether the administrator may, so that it also mends what is locked.
 */
import { randomUUID } from 'node:crypto';
import { recordCall } from '../trail/record-call.ts';
import type { UserCaller } from '../wire/caller.ts';
import type { TrailNote } from '../wire/wire.ts';
import type { PolicyText } from './account.ts';
import type { PolicySwap } from './faults.ts';
import type { Bucket, Queue } from './resources.ts';
import type { World } from './world.ts';

/** False when there is no such bucket or queue. */
export function putPolicyAsAdministrator(world: World, { resource, policy, announce }: PolicySwap): boolean {
  const bucket = world.buckets.get(resource.replace(/^arn:aws:s3:::/, ''));
  if (bucket !== undefined) {
    bucket.policy = policy;
    if (announce) announceBucketPolicy(world, bucket, policy);
    return true;
  }
  const queue = world.queues.get(resource);
  if (queue === undefined) return false;
  queue.attributes.set('Policy', policy ?? '');
  if (announce) announceQueuePolicy(world, queue, policy);
  return true;
}

/** The parsed policy stands in `bucketPolicy`, `policy` names the subresource: as in AWS's own samples. */
function announceBucketPolicy(world: World, bucket: Bucket, policy: PolicyText | null): void {
  const address = { bucketName: bucket.name, Host: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, policy: '' };
  const [operation, requestParameters] =
    policy === null
      ? (['DeleteBucketPolicy', address] as const)
      : (['PutBucketPolicy', { ...address, bucketPolicy: JSON.parse(policy) as unknown }] as const);
  announce(world, bucket, { service: 's3', operation }, note(bucket, 'AWS::S3::Bucket', requestParameters));
}

function announceQueuePolicy(world: World, queue: Queue, policy: PolicyText | null): void {
  const requestParameters = { queueUrl: queue.url, attributes: { Policy: policy ?? '' } };
  const call = { service: 'sqs', operation: 'SetQueueAttributes' };
  announce(world, queue, call, note(queue, 'AWS::SQS::Queue', requestParameters));
}

type Owned = Pick<Bucket, 'arn' | 'accountId' | 'region'>;

function note(owned: Owned, type: string, requestParameters: Readonly<Record<string, unknown>>): TrailNote {
  return { requestParameters, resources: [{ accountId: owned.accountId, type, ARN: owned.arn }] };
}

function announce(
  world: World,
  owned: Owned,
  call: { readonly service: string; readonly operation: string },
  trail: TrailNote,
): void {
  const request = {
    ...call,
    region: owned.region,
    requestId: randomUUID(),
    sourceIp: '198.51.100.1',
    headers: { 'user-agent': 'aws-cli/2.31.0' },
  };
  world.publish(recordCall({ request, caller: administratorOf(world, owned.accountId), note: trail }, null, world));
}

/** The first IAM user of the account; an account without users had one who is gone by now. */
function administratorOf(world: World, accountId: string): UserCaller {
  const user = world.accounts.get(accountId)?.users.values().next().value;
  const arn = user?.arn ?? `arn:aws:iam::${accountId}:user/administrator`;
  return {
    kind: 'user',
    accountId,
    arn,
    principalArn: arn,
    userId: user?.userId ?? world.ids.unique('AIDA'),
    accessKeyId: world.ids.unique('AKIA'),
    userName: user?.name ?? 'administrator',
    identityPolicies: user?.policies ?? [],
  };
}
