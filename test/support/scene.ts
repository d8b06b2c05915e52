/**
 * A whole scene: a simulated organization in this process, `rootkeeper serve` in another, with nothing between them
 * but what AWS would have between them. `world` is there to be looked at, and to be changed behind everybody's back.
 */
import assert from 'node:assert/strict';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { after } from 'node:test';
import type { RemediationRecord } from '../../src/ledger/record.ts';
import type { SimulatorOptions } from '../../src/simulator/open-simulator.ts';
import { readRecords, startDaemon } from './daemon-process.ts';
import { openRedis, redisMissing } from './redis.ts';
import { openSimulatedOrganization } from './simulated-organization.ts';
import { testStores } from './stores.ts';
import { openTemporaryDirectory } from './temporary-directory.ts';
import { until } from './until.ts';

export type SceneOptions = {
  /** Environment variables of the daemon; `ROOTKEEPER_MODE` is `enforce` when it is left out. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly store?: 'embedded' | 'redis';
  readonly simulator?: Partial<SimulatorOptions>;
  /** Instead of `rootkeeper serve`. */
  readonly program?: readonly string[];
};

export type Scene = Awaited<ReturnType<typeof openScene>>;

/** The stores on which a promise is to be kept, with node:test's option. */
export const sceneStores = [
  { store: 'embedded', skip: false },
  { store: 'redis', skip: redisMissing ?? false },
] as const;

/** Where it does not matter: the one that starts in a moment, if it is there. */
const quickStore = redisMissing === undefined ? 'redis' : 'embedded';

/** Made once for a file's tests and copied for each, since making one takes seconds. */
let embedded: ReturnType<(typeof testStores)[0]['start']> | undefined;
after(async () => {
  await (await embedded)?.[Symbol.asyncDispose]();
});

async function newDataDir(store: 'embedded' | 'redis', otherwise: string): Promise<string> {
  if (store !== 'embedded') return otherwise;
  embedded ??= testStores[0].start();
  return (await (await embedded).empty()).dataDir;
}

export async function openScene({ settings = {}, store = quickStore, simulator = {}, program }: SceneOptions = {}) {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await openTemporaryDirectory());
  const organization = opened.use(await openSimulatedOrganization(simulator));
  const dataDir = await newDataDir(store, directory.path);
  const redis = store === 'redis' ? opened.use(await openRedis()) : undefined;
  const environment = {
    ...organization.environment,
    ROOTKEEPER_MODE: 'enforce',
    ROOTKEEPER_DATA_DIR: dataDir,
    ROOTKEEPER_API__LISTEN: '127.0.0.1:0',
    ROOTKEEPER_GUARDS__SETTLE: '0s',
    ROOTKEEPER_LOG_LEVEL: 'debug',
    ...(redis === undefined ? {} : { ROOTKEEPER_QUEUE__URL: redis.url }),
    ...settings,
  };
  const daemon = opened.use(startDaemon(environment, program));
  const apiUrl = await daemon.ready();
  const closing = opened.move();

  const { world } = organization;
  const records = () => readRecords(dataDir);
  const metric = async (line: string): Promise<number> => {
    const text = await (await fetch(`${apiUrl}/metrics`)).text();
    const found = text.split('\n').find((each) => each.startsWith(`${line} `));
    return Number(found?.slice(line.length + 1) ?? 0);
  };
  return {
    organization,
    world,
    environment,
    daemon,
    apiUrl,
    redis,
    dataDir,
    /** Another process on the same store, ledger and organization. */
    startAnother: (how: Pick<SceneOptions, 'settings' | 'program'> = {}) =>
      startDaemon({ ...environment, ...how.settings }, how.program),
    records,
    /** One sample of `/metrics`, by its name and labels; 0 when there is none. */
    metric,
    /** Once so many remediations (of that account, if one is named) have ended, and none is under way. */
    recordsWhenEnded: async (count: number, ofAccount?: string): Promise<readonly RemediationRecord[]> => {
      const wanted = async () =>
        (await records()).filter(({ account }) => ofAccount === undefined || account === ofAccount);
      const areThere = async () => {
        const found = await wanted();
        return found.length >= count && found.every(({ state }) => state === 'ended');
      };
      await until(`${count} remediations have ended`, areThere);
      return wanted();
    },
    whenReceived: (count: number) =>
      until(
        `${count} events were received`,
        async () => (await metric('rootkeeper_events_received_total{source="cloudtrail"}')) >= count,
      ),
    putBucketPolicy: async (bucket: { name: string; accountId: string; region: string }, Policy: string) => {
      const { s3 } = organization.asAdministratorOf(bucket.accountId, bucket.region);
      await s3.send(new PutBucketPolicyCommand({ Bucket: bucket.name, Policy }));
    },
    putQueuePolicy: async (queue: { url: string; accountId: string; region: string }, Policy: string) => {
      const { sqs } = organization.asAdministratorOf(queue.accountId, queue.region);
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } }));
    },
    /** The calls of root sessions and about them, in order, with their Regions. */
    rootCalls: () =>
      world.requestLog
        .entries()
        .filter(({ operation, callerArn }) => operation === 'AssumeRoot' || callerArn?.endsWith(':root') === true)
        .filter(({ operation }) => operation !== 'GetCallerIdentity'),
    /** The one event that CloudTrail makes of what `act` does, for delivering it by hand. */
    catchEvent: async (act: () => Promise<unknown>): Promise<string> => {
      const { publish } = world;
      const caught: string[] = [];
      world.publish = (event) => void caught.push(JSON.stringify(event));
      await act();
      world.publish = publish;
      const [body] = caught;
      return body ?? assert.fail('CloudTrail tells of it');
    },
    /** As EventBridge would. */
    deliver: async (body: string): Promise<void> => {
      const ingest = [...world.queues.values()].find(({ name }) => name === 'rootkeeper-events');
      assert.ok(ingest);
      await world.deliver(ingest.arn, body);
    },
    /** A bucket of an active member, in that Region if one is named; its policy is removed. */
    bucket: (region?: string) => {
      const bucket = ofActiveMember(world.buckets.values(), region);
      bucket.policy = null;
      return bucket;
    },
    queue: (region?: string) => {
      const queue = ofActiveMember(world.queues.values(), region);
      queue.attributes.delete('Policy');
      return queue;
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };

  function ofActiveMember<Owned extends { accountId: string; region: string }>(all: Iterable<Owned>, region?: string) {
    const isFit = ({ accountId, region: own }: Owned) =>
      accountId !== organization.managementAccountId &&
      world.accounts.get(accountId)?.state === 'ACTIVE' &&
      (region === undefined || own === region);
    return [...all].find(isFit) ?? assert.fail('the seed has one');
  }
}
