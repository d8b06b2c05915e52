/** SendMessage and SendMessageBatch. */
import { isObject } from '../policy-document.ts';
import { numericAttributeOf } from './attributes.ts';
import { answerEach, entriesOf } from './batch.ts';
import { attributesDigest, bodyDigest } from './digest.ts';
import type { Document } from './form.ts';
import type { MessageAttribute, NewMessage } from './queue/message.ts';
import { messagesOf } from './queue-state.ts';
import { type QueueCall, optionalText, requiredText, wholeNumber } from './sqs-call.ts';
import { batchRequestTooLong, invalidMessageContents, invalidParameter, unsupportedOperation } from './sqs-faults.ts';

const BATCH_BYTES_MAX = 1_048_576;
const DELAY = { min: 0, max: 900 };

type Outgoing = { readonly message: NewMessage; readonly delayMs: number };

export function sendMessage(call: QueueCall): Document {
  const outgoing = outgoingOf(call, call.input);
  enqueue(call, [outgoing]);
  return receipt(outgoing.message);
}

export function sendMessageBatch(call: QueueCall): Document {
  const entries = entriesOf(call.input);
  const bytes = entries.reduce((sum, { input }) => sum + bytesOf(optionalText(input, 'MessageBody') ?? '', {}), 0);
  if (bytes > BATCH_BYTES_MAX) throw batchRequestTooLong();
  const outgoing: Outgoing[] = [];
  const answer = answerEach(entries, (input) => {
    const one = outgoingOf(call, input);
    outgoing.push(one);
    return receipt(one.message);
  });
  enqueue(call, outgoing);
  return answer;
}

function enqueue({ world, queue }: QueueCall, outgoing: readonly Outgoing[]): void {
  const messages = outgoing.map(({ message }) => message);
  messagesOf(world, queue).send(messages, (index) => outgoing[index]?.delayMs ?? 0);
}

function receipt({ id, bodyDigest: digest, attributesDigest: ofAttributes }: NewMessage): Document {
  return {
    MessageId: id,
    MD5OfMessageBody: digest,
    ...(ofAttributes === null ? {} : { MD5OfMessageAttributes: ofAttributes }),
  };
}

function outgoingOf(call: QueueCall, input: Document): Outgoing {
  const { queue, world, caller } = call;
  // Only the policies of FIFO queues are simulated; half an ordering would be worse than none.
  if (queue.name.endsWith('.fifo')) throw unsupportedOperation('The simulator does not carry messages on FIFO queues.');
  const body = requiredText(input, 'MessageBody');
  const attributes = attributesOf(input);
  checkBody(body, bytesOf(body, attributes), numericAttributeOf(queue, 'MaximumMessageSize'));
  const delayDefault = numericAttributeOf(queue, 'DelaySeconds');
  return {
    message: {
      id: crypto.randomUUID(),
      body,
      bodyDigest: bodyDigest(body),
      attributes,
      attributesDigest: attributesDigest(attributes),
      senderId: caller.kind === 'anonymous' ? 'anonymous' : caller.userId,
      sentAt: world.clock.now(),
    },
    delayMs: wholeNumber(input, 'DelaySeconds', { ...DELAY, absent: delayDefault }) * 1000,
  };
}

function checkBody(body: string, bytes: number, bytesMax: number): void {
  if (bytes > bytesMax) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${bytesMax} bytes.`,
    );
  }
  // What XML 1.0 cannot carry: control characters, and U+FFFE and U+FFFF.
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(body)) throw invalidMessageContents();
}

function bytesOf(body: string, attributes: Readonly<Record<string, MessageAttribute>>): number {
  let bytes = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name + DataType + (StringValue ?? '')) + ((BinaryValue?.length ?? 0) * 3) / 4;
  }
  return bytes;
}

function attributesOf(input: Document): Readonly<Record<string, MessageAttribute>> {
  const given = input['MessageAttributes'];
  if (!isObject(given)) return {};
  const attributes: Record<string, MessageAttribute> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!isObject(value)) continue;
    const { DataType, StringValue, BinaryValue } = value;
    if (typeof DataType !== 'string' || !/^(String|Number|Binary)(\.|$)/.test(DataType)) {
      throw invalidParameter(
        `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    }
    attributes[name] = {
      DataType,
      ...(typeof StringValue === 'string' ? { StringValue } : {}),
      ...(typeof BinaryValue === 'string' ? { BinaryValue } : {}),
    };
  }
  return attributes;
}
