/**
 * The ingest: several receive loops on one SQS queue, until it is disposed.
 * Flow: daemon → [open] → poll-loop → hand-over → jobs.
 */
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { checkQueue } from './check-queue.ts';
import type { HandOver } from './fate.ts';
import { openPause } from './pause.ts';
import { pollLoop } from './poll-loop.ts';
import { openVisibility } from './visibility.ts';

export type IngestOptions = {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** How many loops receive side by side, up to ten messages each. */
  readonly concurrency: number;
  readonly visibilityTimeoutMs: number;
  readonly handOver: HandOver;
  /** Resolves when the store shows a sign of life; asked while it takes no jobs. */
  readonly storeAnswers: () => Promise<void>;
  readonly metrics: Pick<Metrics, 'lastSuccess'>;
  readonly log: Log;
  readonly clock: Clock;
};

/** Disposing stops receiving at once and resolves when what was received is handed over or handed back. */
export type Ingest = AsyncDisposable & {
  /** False while SQS refuses, the store takes no jobs, or after the end. */
  readonly isPolling: () => boolean;
};

/** One lost request is no trouble. */
const failuresMax = 3;

/** Throws `IngestFailure` when the queue cannot be used and waiting will not mend it. */
export async function openIngest(options: IngestOptions): Promise<Ingest> {
  const { client, queueUrl, visibilityTimeoutMs, handOver, storeAnswers, metrics, log, clock } = options;
  await checkQueue(client, queueUrl, log);

  const stop = new AbortController();
  const pause = openPause({ storeAnswers, stop: stop.signal, log });
  const visibility = openVisibility({ client, queueUrl, timeoutMs: visibilityTimeoutMs, log, clock });
  let failures = 0;
  const onReceive = (outcome: 'received' | 'failed') => {
    failures = outcome === 'received' ? 0 : failures + 1;
    if (outcome === 'received') metrics.lastSuccess.set({ activity: 'receive' }, clock.now() / 1000);
  };

  const parts = { client, queueUrl, visibilityTimeoutMs, handOver, visibility, pause, onReceive, log, clock };
  const loops = Array.from({ length: options.concurrency }, () => pollLoop(parts, stop.signal));
  log.info({ queueUrl, loops: options.concurrency }, 'receiving events');
  return {
    isPolling: () => !stop.signal.aborted && !pause.isOn() && failures < failuresMax,
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await Promise.all(loops);
    },
  };
}
