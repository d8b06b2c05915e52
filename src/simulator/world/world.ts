/**
 * The whole state of the simulated AWS, in Maps. Services read and change it; nothing is written to disk.
 * Built empty by `createWorld`, filled by the seed, changed by calls and by the control endpoint.
 */
import type { Account } from './account.ts';
import type { CloudEvent } from './cloud-event.ts';
import type { Credential } from './credentials.ts';
import type { EventBus, EventRule } from './event-rules.ts';
import { type FaultPlan, noFaults } from './faults.ts';
import { type Ids, createIds } from './ids.ts';
import type { Organization } from './organization.ts';
import { type RequestLog, createRequestLog } from './request-log.ts';
import type { Bucket, Queue } from './resources.ts';
import { type Timers, createTimers } from './timers.ts';

/** Puts one message on a queue as the EventBridge service would: no caller, no policy asked. */
type QueueDelivery = (queueArn: string, body: string) => void | Promise<void>;

export type WorldSettings = {
  /** `http://host:port`, without a slash at the end; queue URLs begin with it. */
  endpoint: string;
  /** Every answer takes at least this long. */
  latencyMs: number;
  /** The organization's home Region. */
  readonly homeRegion: string;
  /** Whether S3 and SQS events of a root session carry `sessionContext.assumedRoot` (AWS's own S3 sample does not). */
  assumedRootInServiceEvents: boolean;
  /** IAM lists return at most this many items a page, so that callers must page. */
  iamPageSize: number;
  /** Organizations lists return at most this many items a page. */
  organizationsPageSize: number;
  /** Every third page of an Organizations list is preceded by an empty one, as AWS's own may be. */
  organizationsEmptyPages: boolean;
  /** How long AWS takes to create or close an account. */
  accountChangeMs: number;
  /**
   * Whether a root session is bound by the policy of its own account's queue. AWS says what the task is for ("a policy
   * that denies all principals") but not that the policy is passed over; absent, it is.
   */
  queuePoliciesBindRootSessions?: boolean;
};

export type World = {
  readonly settings: WorldSettings;
  readonly ids: Ids;
  /** Epoch milliseconds as the simulated AWS sees them; the control endpoint may skew it. */
  readonly clock: { now(): number; skewMs: number };
  readonly organization: Organization;
  readonly accounts: Map<string, Account>;
  /** By name: bucket names are global. */
  readonly buckets: Map<string, Bucket>;
  /** By ARN. */
  readonly queues: Map<string, Queue>;
  /** By access key id. */
  readonly credentials: Map<string, Credential>;
  /** EventBridge rules by ARN. */
  readonly eventRules: Map<string, EventRule>;
  readonly requestLog: RequestLog;
  readonly faults: FaultPlan;
  /** Calls a second that an account may make of a service in a Region; a service that is not named has no quota. */
  readonly quotas: Map<string, number>;
  /** What AWS does a little later, such as creating an account. Stopped when the simulator closes. */
  readonly timers: Timers;
  /**
   * Hands an event to EventBridge: to the queues whose rules match, as late, as often and in the order the faults say.
   * AWS's own events, without a bus, begin on the default bus of their account and Region and are forwarded from there.
   */
  publish: (event: CloudEvent, bus?: EventBus) => void;
  /** Set by whoever opens the queue service. */
  deliver: QueueDelivery;
};

export function createWorld(options: {
  readonly organization: Organization;
  readonly settings: WorldSettings;
  readonly seed: number;
}): World {
  const clock = { skewMs: 0, now: (): number => Date.now() + clock.skewMs };
  return {
    settings: options.settings,
    ids: createIds(options.seed),
    clock,
    organization: options.organization,
    accounts: new Map(),
    buckets: new Map(),
    queues: new Map(),
    credentials: new Map(),
    eventRules: new Map(),
    requestLog: createRequestLog(100_000),
    faults: noFaults(),
    quotas: new Map(),
    timers: createTimers(),
    publish: () => undefined,
    deliver: () => {
      throw new Error('no queue service is connected to this world yet');
    },
  };
}
