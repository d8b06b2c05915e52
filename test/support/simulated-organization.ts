/**
 * Opens a simulated organization for a test, and AWS SDK clients that talk to it: the one place where tests do.
 * The clients are the real ones, unmodified, over HTTP.
 */
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRootCommand, STSClient } from '@aws-sdk/client-sts';
import type { CloudEvent } from '../../src/simulator/world/cloud-event.ts';
import { addBucket, addQueue } from '../../src/simulator/world/add-resource.ts';
import { openSimulator, type SimulatorOptions } from '../../src/simulator/open-simulator.ts';

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

type World = Awaited<ReturnType<typeof openSimulator>>['world'];

/** Twelve member accounts hold one of most kinds and seed in a moment; `simulator.world` is there to be changed. */
export async function openSimulatedOrganization(options: Partial<SimulatorOptions> = {}) {
  const simulator = await openSimulator({ port: 0, accounts: 12, ...options });
  const { endpoint, environment, world } = simulator;
  const { managementAccountId } = world.organization;
  const daemon: Credentials = {
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
  };

  /** All six clients as one caller, in one Region. */
  const as = (credentials: Credentials, region = 'us-east-1') => {
    // One attempt: a test wants to see the first answer, not the third.
    const common = { endpoint, region, credentials, maxAttempts: 1 };
    return {
      sts: new STSClient(common),
      iam: new IAMClient(common),
      organizations: new OrganizationsClient(common),
      s3: new S3Client({ ...common, forcePathStyle: true }),
      sqs: new SQSClient({ ...common, useQueueUrlAsEndpoint: false }),
      events: new EventBridgeClient(common),
    };
  };

  const openRootSession = async (accountId: string, task: string, by: Credentials = daemon): Promise<Credentials> => {
    const { Credentials: given } = await as(by).sts.send(
      new AssumeRootCommand({
        TargetPrincipal: accountId,
        TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
      }),
    );
    return {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    };
  };

  const members = [...world.accounts.values()].filter(({ id }) => id !== managementAccountId);
  const activeMembers = members.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id);
  const [, firstMember = ''] = activeMembers; // the very first is the delegated administrator
  let made = 0;

  return {
    ...simulator,
    managementAccountId,
    /** The ids of all members that are active; the first is the delegated administrator for IAM. */
    activeMembers,
    /** A bucket without a policy. */
    addBucket: ({ accountId = firstMember, region = 'us-east-1' } = {}) =>
      addBucket(world, { accountId, region, name: `test-bucket-${(made += 1)}` }),
    /** A queue without a policy. */
    addQueue: ({ accountId = firstMember, region = 'us-east-1' } = {}) =>
      addQueue(world, { accountId, region, name: `test-queue-${(made += 1)}` }),
    /** rootkeeper's own user. */
    daemon,
    as,
    /** An administrator of any account, by their access key. */
    asAdministratorOf: (accountId: string, region?: string) => as(simulator.administratorOf(accountId), region),
    openRootSession,
    ...watchEvents(world),
    [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose](),
  };
}

/** What CloudTrail is told, before rules and faults: delivery is another matter. */
function watchEvents(world: World) {
  const events: CloudEvent[] = [];
  const waiting = new Set<(event: CloudEvent) => void>();
  const { publish } = world;
  world.publish = (event, bus) => {
    events.push(event);
    for (const look of waiting) look(event);
    publish(event, bus);
  };
  return {
    /** All events so far. */
    events,
    /** Resolves with the first event of that name from now on. */
    nextEvent: (name: string): Promise<CloudEvent> =>
      new Promise((resolve) => {
        const look = (event: CloudEvent): void => {
          if (event.detail['eventName'] !== name) return;
          waiting.delete(look);
          resolve(event);
        };
        waiting.add(look);
      }),
  };
}
