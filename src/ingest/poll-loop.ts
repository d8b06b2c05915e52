/**
 * Receives messages, has them handed over, and deletes those whose jobs are durable: in this order, and no other.
 * Flow: SQS → [poll-loop] → hand-over → jobs. Several loops run side by side and share nothing but the pause.
 * Never: deletes a message whose fate is not `delete`; lets one message hold up what another loop received.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import type { Fate, HandOver } from './fate.ts';
import { batchMax, type Message, messageOf } from './message.ts';
import type { Pause } from './pause.ts';
import type { Visibility } from './visibility.ts';

export type LoopParts = {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly visibilityTimeoutMs: number;
  readonly handOver: HandOver;
  readonly visibility: Visibility;
  readonly pause: Pause;
  readonly onReceive: (outcome: 'received' | 'failed') => void;
  readonly log: Log;
  readonly clock: Pick<Clock, 'elapsed'>;
};

/** Ends soon after `stop`: a long poll is broken off, what was received is finished. */
export async function pollLoop(parts: LoopParts, stop: AbortSignal): Promise<void> {
  const backOff = openBackOff(stop);
  const isStopped = (): boolean => stop.aborted;
  while (!isStopped()) {
    await parts.pause.over();
    if (isStopped()) return;
    try {
      const messages = await receive(parts, stop);
      backOff.reset();
      parts.onReceive('received');
      await workOff(messages, parts);
    } catch (error) {
      if (isStopped()) return;
      parts.onReceive('failed');
      parts.log.warn({ err: error, retryInMs: backOff.nextMs() }, 'could not receive from the ingest queue');
      await backOff.wait();
    }
  }
}

/** The longest that SQS waits for a first message (ReceiveMessage, API reference). */
const longPollSeconds = 20;

async function receive(parts: LoopParts, stop: AbortSignal): Promise<readonly Message[]> {
  const { client, queueUrl, visibilityTimeoutMs, clock } = parts;
  const command = new ReceiveMessageCommand({
    QueueUrl: queueUrl,
    MaxNumberOfMessages: batchMax,
    WaitTimeSeconds: longPollSeconds,
    VisibilityTimeout: Math.ceil(visibilityTimeoutMs / 1000),
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });
  // Before the request, since SQS counts from some moment within it.
  const receivedAt = clock.elapsed();
  const { Messages = [] } = await client.send(command, {
    abortSignal: stop,
    requestTimeout: (longPollSeconds + 10) * 1000,
  });
  return Messages.map((message) => messageOf(message, receivedAt));
}

async function workOff(messages: readonly Message[], parts: LoopParts): Promise<void> {
  if (messages.length === 0) return;
  using hidden = parts.visibility.keepHidden(messages);
  const fates = await Promise.all(
    messages.map(async (message) => {
      const fate = await parts.handOver(message.body);
      if (fate === 'return') parts.pause.begin();
      else if (fate === 'delete') parts.pause.succeed();
      // What goes back must not be extended again; what is done may be seen again until it is deleted.
      if (fate !== 'delete') hidden.release(message);
      return [message, fate] as const;
    }),
  );
  const withFate = (...wanted: Fate[]) => fates.filter(([, fate]) => wanted.includes(fate)).map(([message]) => message);
  await Promise.all([remove(withFate('delete'), parts), parts.visibility.show(withFate('redrive', 'return'))]);
}

/** What cannot be deleted is received again, and its job recognized as one that is there already. */
async function remove(messages: readonly Message[], { client, queueUrl, log }: LoopParts): Promise<void> {
  if (messages.length === 0) return;
  const entries = messages.map(({ receipt }, at) => ({ Id: String(at), ReceiptHandle: receipt }));
  try {
    const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
    if (Failed.length > 0)
      log.warn({ codes: Failed.map(({ Code }) => Code) }, 'some messages could not be deleted and will come again');
  } catch (error) {
    log.warn({ err: error, messages: messages.length }, 'messages could not be deleted and will come again');
  }
}

const [firstMs, longestMs] = [500, 30_000];

function openBackOff(stop: AbortSignal) {
  let waitMs = firstMs;
  return {
    nextMs: () => waitMs,
    reset: () => {
      waitMs = firstMs;
    },
    wait: async () => {
      await delay(waitMs, undefined, { signal: stop }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, longestMs);
    },
  };
}
