/**
 * The story that started the project, as scenes: who does what, how it must end, and how that is seen from outside,
 * by the people who were shut out.
 */
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import type { OutcomeKind } from '../src/domain/remediation.ts';
import type { People } from './people.ts';
import { healthyBucket, healthyQueue, lockedBucket, lockedQueue } from './policies.ts';

export type Scene = {
  readonly title: string;
  /** Plays it, and tells what it was about. */
  readonly play: () => Promise<Played>;
  /** The outcome that the ledger must have; `untouched`: no remediation at all. */
  readonly expected: OutcomeKind | 'untouched';
};

export type Played = {
  readonly account: string;
  /** What the ledger's record names; nothing for an account as a whole. */
  readonly resource?: string;
  /** In words how it looks from outside afterwards; rejects when it is not as it must be. */
  readonly look: () => Promise<string>;
};

/** What nobody can do or see through AWS: the simulator's control endpoint. */
export type Stagehand = {
  /** Plays the invited account's own people. Resolves to the account's id. */
  readonly accept: (handshake: string) => Promise<string>;
  /** All of an account's root credentials, as JSON. */
  readonly showRoot: (account: string) => Promise<string>;
};

export function writeScenes(people: People, accounts: readonly string[], stagehand: Stagehand): readonly Scene[] {
  const [first = '', second = '', third = ''] = accounts;
  return [
    {
      title: 'The platform team creates the account `checkout-production`.',
      expected: 'not_needed',
      play: async () => {
        const account = await people.createAccount('checkout-production');
        return { account, look: () => lookAtRoot(stagehand, account) };
      },
    },
    {
      title: 'The account of an acquired company accepts its invitation, with the root credentials it always had.',
      expected: 'healed',
      play: async () => {
        const account = await stagehand.accept(await people.invite('aws@acquired.example'));
        return { account, look: () => lookAtRoot(stagehand, account) };
      },
    },
    {
      title: `In ${first}, somebody puts a policy on a bucket in eu-west-1 that shuts everybody out.`,
      expected: 'healed',
      play: () => putOnBucket(people, { account: first, region: 'eu-west-1', make: lockedBucket, closesData: true }),
    },
    {
      title: `In ${second}, a pipeline sets a queue policy with the id of another organization.`,
      expected: 'healed',
      play: () => putOnQueue(people, { account: second, region: 'us-west-2', make: lockedQueue, closesData: true }),
    },
    {
      title: `In ${third}, a bucket is closed for plain HTTP: a Deny for everybody, and yet healthy.`,
      expected: 'untouched',
      play: () => putOnBucket(people, { account: third, region: 'us-east-1', make: healthyBucket, closesData: false }),
    },
    {
      title: `In ${third}, nobody may purge a queue any more: healthy too.`,
      expected: 'untouched',
      play: () => putOnQueue(people, { account: third, region: 'us-east-1', make: healthyQueue, closesData: false }),
    },
  ];
}

async function lookAtRoot({ showRoot }: Stagehand, account: string): Promise<string> {
  const root = await showRoot(account);
  const none = '{"password":null,"accessKeys":[],"signingCertificates":[],"mfaDevices":[]}';
  if (root !== none) throw new Error(`its root user has ${root}`);
  return 'its root user has no credential';
}

type Change = {
  readonly account: string;
  readonly region: string;
  /** Whether the policy closes what is in the bucket or queue, which no repair may open. */
  readonly closesData: boolean;
  readonly make: (arn: string, account: string) => string;
};

async function putOnBucket(people: People, { account, region, make, closesData }: Change): Promise<Played> {
  const bucket = `invoices-${account}-${region}`;
  const { s3 } = await people.inAccount(account, 'anna', region);
  const placed =
    region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' as const } };
  await s3.send(new CreateBucketCommand({ Bucket: bucket, ...placed }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: make(`arn:aws:s3:::${bucket}`, account) }));
  return { account, resource: bucket, look: () => lookAtBucket(s3, bucket, closesData) };
}

/** She reads the policy and puts it back unchanged: the proof that the bucket can be managed again. */
async function lookAtBucket(s3: S3Client, bucket: string, closesData: boolean): Promise<string> {
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
  await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
  return sayWhatIsSeen(closesData, await isDenied(s3.send(new ListObjectsV2Command({ Bucket: bucket }))));
}

function sayWhatIsSeen(closesData: boolean, isClosed: boolean): string {
  if (closesData !== isClosed) throw new Error(`its data is ${isClosed ? 'closed' : 'open'} now`);
  return `its policy can be managed, its data is ${isClosed ? 'closed' : 'open'} as before`;
}

const isDenied = (request: Promise<unknown>): Promise<boolean> =>
  request.then(
    () => false,
    (error: unknown) => error instanceof Error && error.name.startsWith('AccessDenied'),
  );

async function putOnQueue(people: People, { account, region, make, closesData }: Change): Promise<Played> {
  const queue = `orders-${region}`;
  const { sqs } = await people.inAccount(account, 'deploy-pipeline', region);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: queue }));
  const Policy = make(`arn:aws:sqs:${region}:${account}:${queue}`, account);
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const look = async () => {
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }));
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: Attributes?.Policy ?? '' } }));
    return sayWhatIsSeen(closesData, await isDenied(sqs.send(new ReceiveMessageCommand({ QueueUrl }))));
  };
  return { account, resource: queue, look };
}
