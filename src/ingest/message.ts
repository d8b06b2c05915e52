/** One received message, down to what is needed to work on it and to answer for it. */
import type { Message as SqsMessage } from '@aws-sdk/client-sqs';
import type { Elapsed } from '../domain/time.ts';

export type Message = {
  readonly id: string;
  /** What deletes it or changes its visibility: valid for this receipt only. */
  readonly receipt: string;
  readonly body: string;
  /** How often it was received, this time included. */
  readonly receives: number;
  readonly receivedAt: Elapsed;
};

/** Batches of SQS hold ten at most. */
export const batchMax = 10;

export function messageOf(message: SqsMessage, receivedAt: Elapsed): Message {
  const { MessageId: id = '', ReceiptHandle: receipt = '', Body: body = '', Attributes } = message;
  return { id, receipt, body, receives: Number(Attributes?.ApproximateReceiveCount ?? 1), receivedAt };
}

/**
 * How long a message that could not be handled stays hidden: doubled with each receive, so that a queue without a
 * dead-letter queue is not hammered, and one with it gets its redrive within seconds.
 */
export const returnDelaySeconds = ({ receives }: Message): number => Math.min(2 ** Math.max(0, receives - 1), 900);
