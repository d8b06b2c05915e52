/** One message on a queue, and how it is named by those who received it. */
export type MessageAttribute = {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
};

export type Message = {
  readonly id: string;
  readonly body: string;
  readonly bodyDigest: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Null when there are none. */
  readonly attributesDigest: string | null;
  readonly senderId: string;
  /** Epoch milliseconds, as the simulated AWS sees them. */
  readonly sentAt: number;
  firstReceivedAt: number | null;
  receiveCount: number;
  /** The queue it came from, when it was moved here for having been received too often. */
  readonly deadLetterSource: string | null;
  state: 'visible' | 'hidden' | 'delayed' | 'gone';
  /** On the queue's own clock; meaningful while hidden or delayed. */
  hiddenUntil: number;
  /** On the queue's own clock: since when it is hidden from others than its last receiver. */
  hiddenSince: number;
  /** On the queue's own clock: since when it is on this queue. */
  readonly enqueuedAt: number;
};

export type NewMessage = Pick<
  Message,
  'id' | 'body' | 'bodyDigest' | 'attributes' | 'attributesDigest' | 'senderId' | 'sentAt'
>;

/**
 * Opaque to clients, and another one for each receipt: an old handle still names the message, but is known to be old.
 */
export function receiptHandle(message: Message): string {
  return Buffer.from(`${message.id}/${message.receiveCount}`, 'latin1').toString('base64');
}

/** Null when the text was never a receipt handle of ours. */
export function parseReceiptHandle(handle: string): { readonly id: string; readonly receipt: number } | null {
  const match = /^([0-9a-f-]{36})\/(\d+)$/.exec(Buffer.from(handle, 'base64').toString('latin1'));
  return match?.[1] === undefined ? null : { id: match[1], receipt: Number(match[2]) };
}
