/**
 * The composition root: which parts there are, and in which order they open. They close in reverse: stop receiving,
 * hand back and drain, close the API, the queue, the store.
 * Never: decides anything about an event or a remediation; every part gets what it needs as values and functions.
 */
import { openHttp } from './api/server.ts';
import type { Readiness } from './api/probes.ts';
import { type AwsParts, composeAws, composeTools, openLedger, type Surroundings } from './compose.ts';
import type { Config } from './config/schema.ts';
import { settlingMs } from './guards/settle.ts';
import { handOverWith } from './ingest/hand-over.ts';
import { type Ingest, openIngest } from './ingest/open-ingest.ts';
import { regionOfQueueUrl } from './ingest/queue-region.ts';
import { type Jobs, openJobs } from './jobs/open-jobs.ts';
import { openWorker } from './jobs/open-worker.ts';
import { type Lifecycle, openLifecycle } from './lifecycle.ts';
import type { Log } from './observe/log.ts';
import { openMetrics, type Metrics } from './observe/metrics.ts';
import { systemClock } from './observe/system-clock.ts';
import type { Tools } from './remediate/attempt.ts';
import { openRemediator } from './remediate/run.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';

export type Daemon = AsyncDisposable & {
  /** With the ports that were really taken. */
  readonly apiUrl: string;
  readonly metricsUrl: string;
  /** Resolves when all parts have closed. */
  readonly closed: Promise<void>;
};

export type DaemonOptions = {
  readonly log: Log;
  readonly version: string;
  readonly commit: string;
  /** For tests that end the process at a certain step. */
  readonly checkpoint?: Tools['checkpoint'];
  /** For tests that cannot wait: when a worker that says nothing counts as dead. */
  readonly lockMs?: number;
};

/** How long each part may take to close. Together less than the 30 s that Kubernetes grants before it kills. */
export const closeLimitsMs = { ingest: 4_000, worker: 17_000, http: 2_000, jobs: 2_000, store: 3_000, aws: 500 };
/** Of the worker's time: how long what runs may go on before it is handed back. */
const finishWithinMs = 11_000;
/** A remediation waits for AWS most of its time, so many fit into one process. */
const remediationsAtOnce = 16;

/** Opens everything, or nothing: when a part fails to open, those that were open are closed again. */
export async function openDaemon(config: Config, options: DaemonOptions): Promise<Daemon> {
  const lifecycle = openLifecycle(options.log);
  const closed = Promise.withResolvers<undefined>();
  const close = async (): Promise<void> => {
    await lifecycle.close();
    closed.resolve(undefined);
  };
  try {
    const urls = await openParts(config, options, lifecycle);
    return { ...urls, closed: closed.promise, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openParts(config: Config, options: DaemonOptions, { own }: Lifecycle) {
  const { version, commit, log, checkpoint, lockMs } = options;
  const metrics = openMetrics({ version, commit, node: process.version });
  const around: Surroundings = { version, metrics, log, clock: systemClock };
  showMode(config, metrics);

  const aws = composeAws(config, around);
  own('aws', closeLimitsMs.aws, inAnyCase(aws.clients));
  const ledger = await openLedger(config, log);
  const store = own('store', closeLimitsMs.store, await openStore({ ...config.queue, dataDir: config.dataDir, log }));
  const jobs = own('jobs', closeLimitsMs.jobs, await openJobs({ store, ...around }));
  await jobs.measure();

  const readiness = openReadiness(store);
  const { listen, metricsListen } = config.api;
  const health = { live: () => true, ready: readiness.ask };
  const http = own('http', closeLimitsMs.http, await openHttp({ listen, metricsListen, metrics, health, log }));

  const tools = composeTools(config, { ...aws, ledger }, around);
  const work = { store, ...openRemediator({ ...tools, checkpoint }), enqueue: jobs.enqueue, clock: systemClock, log };
  const limits = { concurrency: remediationsAtOnce, finishWithinMs, ...(lockMs === undefined ? {} : { lockMs }) };
  own('worker', closeLimitsMs.worker, await openWorker({ ...work, ...limits }));

  const ingest = await openConfiguredIngest(config, { aws, jobs, store, tools }, around);
  if (ingest !== undefined) own('ingest', closeLimitsMs.ingest, ingest);
  readiness.opened(ingest);
  return { apiUrl: http.apiUrl, metricsUrl: http.metricsUrl };
}

type Parts = { readonly aws: AwsParts; readonly jobs: Jobs; readonly store: Store; readonly tools: Tools };

/** Without a queue hooks, sweeps and audits still work. */
async function openConfiguredIngest(config: Config, parts: Parts, around: Surroundings): Promise<Ingest | undefined> {
  const { queueUrl, concurrency, visibilityTimeout: visibilityTimeoutMs } = config.ingest;
  if (queueUrl === null) return undefined;
  const { aws, jobs, store, tools } = parts;
  const { clock } = around;
  // Without its id, a policy that names another organization by mistake could not be told from one that names ours.
  const { organizationId } = await aws.organization.describe();
  const handOver = handOverWith({
    ...tools,
    ...around,
    source: 'cloudtrail',
    isOwnKey: aws.sessions.isOurs,
    knowledge: { organizationId, partition: tools.rules.partition, facts: tools.rules.facts },
    enqueue: (remediation) => jobs.enqueue(remediation, settlingMs(remediation, clock.now(), config.guards.settle)),
  });
  const region = regionOfQueueUrl(queueUrl) ?? config.organization.region;
  const client = aws.clients.sqs({ region, use: 'read' });
  const settings = { client, queueUrl, concurrency, visibilityTimeoutMs, handOver, storeAnswers: store.ping };
  return await openIngest({ ...settings, ...around });
}

function showMode({ mode }: Config, metrics: Metrics): void {
  for (const each of ['observe', 'approve', 'enforce'] as const)
    metrics.mode.set({ mode: each }, each === mode ? 1 : 0);
  metrics.paused.set(0);
}

const inAnyCase = (part: Disposable): AsyncDisposable => ({
  [Symbol.asyncDispose]: () => {
    part[Symbol.dispose]();
    return Promise.resolve();
  },
});

/** The probes answer before everything is open, so that a slow start is seen as one. */
function openReadiness(store: Pick<Store, 'ping'>) {
  let isOpen = false;
  let isPolling = () => true;
  const ask = async (): Promise<Readiness> => {
    if (!isOpen) return { ready: false, reasons: ['rootkeeper is still starting'] };
    await store.ping();
    return isPolling() ? { ready: true, reasons: [] } : { ready: false, reasons: ['no events are received'] };
  };
  return {
    ask,
    opened: (ingest: Ingest | undefined) => {
      if (ingest !== undefined) isPolling = ingest.isPolling;
      isOpen = true;
    },
  };
}
