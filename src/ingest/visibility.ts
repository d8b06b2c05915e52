/**
 * Keeps messages hidden from others while they are worked on, and shows those again that could not be handled.
 * An extension that fails is harmless: the message comes twice, and its job is recognized.
 */
import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../domain/time.ts';
import type { Log } from '../observe/log.ts';
import { batchMax, type Message, returnDelaySeconds } from './message.ts';

export type Visibility = {
  /** Extends the messages' time again and again until each is released, or the whole is disposed. */
  readonly keepHidden: (messages: readonly Message[]) => KeptHidden;
  /** Lets messages be received again, after a while that grows with each time they were. */
  readonly show: (messages: readonly Message[]) => Promise<void>;
};

type KeptHidden = Disposable & { readonly release: (message: Message) => void };

export type VisibilityParts = {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
  readonly clock: Pick<Clock, 'elapsed'>;
};

/** From the receive on, a message can be hidden for twelve hours in all (ChangeMessageVisibility, API reference). */
const hiddenMaxMs = 12 * 3_600_000;

export function openVisibility(parts: VisibilityParts): Visibility {
  return {
    keepHidden: (messages) => keepHidden(messages, parts),
    show: (messages) =>
      change(
        messages.map((message) => [message, returnDelaySeconds(message)] as const),
        parts,
      ),
  };
}

function keepHidden(messages: readonly Message[], parts: VisibilityParts): KeptHidden {
  const working = new Set(messages);
  const beat = () => {
    const extended = [...working].map((message) => [message, extensionSeconds(message, parts)] as const);
    void change(
      extended.filter(([, seconds]) => seconds > 0),
      parts,
    );
  };
  // Twice within the time that it buys, so that one lost request does not show the message.
  const timer = setInterval(beat, parts.timeoutMs / 2);
  return {
    release: (message) => {
      working.delete(message);
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
    },
  };
}

/** 0: SQS would refuse; the message comes back when its time is over. */
function extensionSeconds({ receivedAt }: Message, { clock, timeoutMs }: VisibilityParts): number {
  const leftMs = hiddenMaxMs - (clock.elapsed() - receivedAt);
  return Math.max(0, Math.floor(Math.min(timeoutMs, leftMs) / 1000));
}

async function change(changes: readonly (readonly [Message, number])[], parts: VisibilityParts): Promise<void> {
  const { client, queueUrl, log } = parts;
  if (changes.length === 0) return;
  const entries = changes
    .slice(0, batchMax)
    .map(([{ receipt }, seconds], at) => ({ Id: String(at), ReceiptHandle: receipt, VisibilityTimeout: seconds }));
  try {
    const { Failed = [] } = await client.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
    );
    if (Failed.length > 0) log.debug({ codes: Failed.map(({ Code }) => Code) }, 'some messages were out of reach');
  } catch (error) {
    log.warn({ err: error }, 'could not change the visibility of messages; they come back by themselves');
  }
}
