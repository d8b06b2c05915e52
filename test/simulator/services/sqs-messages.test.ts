/**
 * The messages of the simulated SQS, through the unmodified AWS SDK: at least once, hidden while somebody works on
 * them, back again if nobody deletes them, and in the dead-letter queue if that happens too often.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { messagesOf } from '../../../src/simulator/services/sqs/queue-state.ts';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { sqs } = organization.asAdministratorOf(organization.managementAccountId);

let made = 0;
async function makeQueue(attributes: Record<string, string> = {}): Promise<string> {
  made += 1;
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: `messages-${made}`, Attributes: attributes }),
  );
  return QueueUrl ?? '';
}

const send = (QueueUrl: string, MessageBody: string, more = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));

async function receive(QueueUrl: string, more = {}): Promise<Message[]> {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...more }),
  );
  return Messages ?? [];
}

async function counts(QueueUrl: string): Promise<string[]> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  const name = 'ApproximateNumberOfMessages';
  return ['', 'NotVisible', 'Delayed'].map((suffix) => (Attributes as Record<string, string>)[name + suffix] ?? '?');
}

test('a message is received as it was sent, with what is known about it', async () => {
  const queue = await makeQueue();
  const before = Date.now();
  await send(queue, '{"hello":"wörld"}', {
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'test' },
      blob: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
    },
  });
  // The SDK checks the digests of what it sends and receives.
  const [message] = await receive(queue, { MessageAttributeNames: ['All'] });
  assert.equal(message?.Body, '{"hello":"wörld"}');
  assert.equal(message.Attributes?.ApproximateReceiveCount, '1');
  assert.ok(Number(message.Attributes.SentTimestamp) >= before);
  assert.match(message.Attributes.SenderId ?? '', /^AIDA/);
  assert.equal(message.MessageAttributes?.['kind']?.StringValue, 'test');
  assert.deepEqual([...(message.MessageAttributes['blob']?.BinaryValue ?? [])], [1, 2, 3]);
});

test('messages come in the order in which they were sent, ten at most at a time', async () => {
  const queue = await makeQueue();
  for (let from = 0; from < 30; from += 10) {
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `${index}`, MessageBody: `${from + index}` }));
    const { Successful } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));
    assert.equal(Successful?.length, 10);
  }
  const bodies: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) bodies.push(...(await receive(queue)).map(({ Body }) => Body ?? ''));
  assert.deepEqual(
    bodies,
    Array.from({ length: 30 }, (_, index) => `${index}`),
  );
  assert.deepEqual(await receive(queue), []);
});

test('a message that is worked on is hidden from others, and comes back when its time is over', async () => {
  const queue = await makeQueue({ VisibilityTimeout: '1' });
  await send(queue, 'work');
  const [first] = await receive(queue);
  assert.deepEqual(await receive(queue), []);
  assert.deepEqual(await counts(queue), ['0', '1', '0']);
  const [second] = await receive(queue, { WaitTimeSeconds: 5 });
  assert.equal(second?.MessageId, first?.MessageId);
  assert.notEqual(second?.ReceiptHandle, first?.ReceiptHandle);
  assert.equal(second?.Attributes?.ApproximateReceiveCount, '2');
});

test('whoever works longer prolongs the time, and whoever gives up ends it', async () => {
  const queue = await makeQueue({ VisibilityTimeout: '1' });
  await send(queue, 'long work');
  const [message] = await receive(queue);
  const change = (VisibilityTimeout: number) =>
    sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout }),
    );
  await change(60);
  await sleep(1100);
  assert.deepEqual(await receive(queue), []);
  await change(0);
  assert.equal((await receive(queue)).length, 1);
  await assert.rejects(change(60), { name: 'InvalidParameterValue' });
});

test('a message cannot be hidden for more than twelve hours in all', async () => {
  const queue = await makeQueue();
  await send(queue, 'forever');
  const [message] = await receive(queue);
  await sleep(5);
  const change = new ChangeMessageVisibilityCommand({
    QueueUrl: queue,
    ReceiptHandle: message?.ReceiptHandle,
    VisibilityTimeout: 43_200,
  });
  await assert.rejects(sqs.send(change), /beyond the limit \[43200 seconds\]/);
});

test('a deleted message is gone; a receipt from before it was received again does not delete it', async () => {
  const queue = await makeQueue({ VisibilityTimeout: '0' });
  await send(queue, 'twice');
  const [old] = await receive(queue);
  const [current] = await receive(queue, { VisibilityTimeout: 30 });
  const deletion = (message: Message | undefined) =>
    sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: message?.ReceiptHandle }));
  await deletion(old);
  assert.deepEqual(await counts(queue), ['0', '1', '0']);
  await deletion(current);
  assert.deepEqual(await counts(queue), ['0', '0', '0']);
  await deletion(current); // Deleting what is gone is no error.
});

test('a receipt that has run out still deletes the message, as long as nobody else received it', async () => {
  const queue = await makeQueue();
  await send(queue, 'late');
  const [message] = await receive(queue, { VisibilityTimeout: 0 });
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: message?.ReceiptHandle }));
  assert.deepEqual(await receive(queue), []);
});

test('a batch deletes what it can and says what it could not', async () => {
  const queue = await makeQueue();
  await send(queue, 'good');
  const [message] = await receive(queue);
  const { Successful, Failed } = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue,
      Entries: [
        { Id: 'good', ReceiptHandle: message?.ReceiptHandle },
        { Id: 'bad', ReceiptHandle: 'made up' },
      ],
    }),
  );
  assert.deepEqual(
    Successful?.map(({ Id }) => Id),
    ['good'],
  );
  assert.deepEqual(
    Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault]),
    [['bad', 'ReceiptHandleIsInvalid', true]],
  );
});

test('a long poll ends with the first message, and not before', async () => {
  const queue = await makeQueue();
  const waiting = receive(queue, { WaitTimeSeconds: 20 });
  await sleep(100);
  await send(queue, 'at last');
  assert.deepEqual(
    (await waiting).map(({ Body }) => Body),
    ['at last'],
  );
});

test('a long poll without messages ends empty when its time is over', async () => {
  const queue = await makeQueue();
  const startedAt = performance.now();
  assert.deepEqual(await receive(queue, { WaitTimeSeconds: 1 }), []);
  assert.ok(performance.now() - startedAt >= 990);
});

test('whoever waited and went away takes no message along', async () => {
  const queue = await makeQueue();
  const gone = new AbortController();
  const waiting = sqs.send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 20 }), {
    abortSignal: gone.signal,
  });
  await sleep(100);
  gone.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  await sleep(100); // The simulator learns of it from the closed connection.
  await send(queue, 'for somebody else');
  assert.equal((await receive(queue)).length, 1);
});

test('a delayed message waits', async () => {
  const queue = await makeQueue();
  await send(queue, 'later', { DelaySeconds: 1 });
  assert.deepEqual(await counts(queue), ['0', '0', '1']);
  assert.deepEqual(await receive(queue), []);
  assert.equal((await receive(queue, { WaitTimeSeconds: 5 })).length, 1);
});

test('a message that was received too often goes to the dead-letter queue, and keeps its id and its time', async () => {
  const dead = await makeQueue();
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ['QueueArn'] }),
  );
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: '2' });
  const queue = await makeQueue({ VisibilityTimeout: '0', RedrivePolicy });
  const { MessageId } = await send(queue, 'poison');
  const waiting = receive(dead, { WaitTimeSeconds: 10 });
  const [first] = await receive(queue);
  await receive(queue);
  assert.deepEqual(await receive(queue), []);
  const [buried] = await waiting;
  assert.equal(buried?.MessageId, MessageId);
  assert.equal(buried?.Body, 'poison');
  assert.equal(buried.Attributes?.ApproximateReceiveCount, '1');
  assert.equal(buried.Attributes.SentTimestamp, first?.Attributes?.SentTimestamp);
  assert.match(buried.Attributes.DeadLetterQueueSourceArn ?? '', /:messages-\d+$/);
});

test('a purged queue is empty, and what was hidden does not come back', async () => {
  const queue = await makeQueue({ VisibilityTimeout: '1' });
  await send(queue, 'hidden');
  await receive(queue);
  await send(queue, 'visible');
  await sqs.send(new PurgeQueueCommand({ QueueUrl: queue }));
  assert.deepEqual(await counts(queue), ['0', '0', '0']);
  await sleep(1100);
  assert.deepEqual(await receive(queue), []);
});

test('several who wait are served one after the other', async () => {
  const queue = await makeQueue();
  const waiting = [receive(queue, { WaitTimeSeconds: 10 }), receive(queue, { WaitTimeSeconds: 10 })];
  await sleep(100);
  await send(queue, 'first');
  await send(queue, 'second');
  const bodies = (await Promise.all(waiting)).flat().map(({ Body }) => Body);
  assert.deepEqual(bodies.toSorted(), ['first', 'second']);
});

test('no more than 120,000 messages can be worked on at a time', async () => {
  const queue = await makeQueue();
  const record = organization.world.queues.get(
    `arn:aws:sqs:us-east-1:${organization.managementAccountId}:messages-${made}`,
  );
  assert.ok(record);
  const messages = messagesOf(organization.world, record);
  const message = { body: '', bodyDigest: '', attributes: {}, attributesDigest: null, senderId: '', sentAt: 0 };
  // Behind the wire: over it, this would take a minute.
  messages.send(
    Array.from({ length: 120_001 }, (_, index) => ({ ...message, id: String(index) })),
    () => 0,
  );
  await messages.receive({ max: 120_000, hideMs: 60_000, waitMs: 0, now: Date.now });
  await assert.rejects(receive(queue), { name: 'OverLimit' });
});

const wrong = await makeQueue();
for (const [promise, command, name] of [
  ['an empty body is refused', new SendMessageCommand({ QueueUrl: wrong, MessageBody: '' }), 'MissingParameter'],
  [
    'a body above the limit is refused',
    new SendMessageCommand({ QueueUrl: wrong, MessageBody: 'x'.repeat(1_048_577) }),
    'InvalidParameterValue',
  ],
  [
    'a control character is refused',
    new SendMessageCommand({ QueueUrl: wrong, MessageBody: '\u0000' }),
    'InvalidMessageContents',
  ],
  [
    'a receipt that was never given is refused',
    new DeleteMessageCommand({ QueueUrl: wrong, ReceiptHandle: 'made up' }),
    'ReceiptHandleIsInvalid',
  ],
  [
    'eleven messages at once are refused',
    new ReceiveMessageCommand({ QueueUrl: wrong, MaxNumberOfMessages: 11 }),
    'InvalidParameterValue',
  ],
  [
    'a wait of more than twenty seconds is refused',
    new ReceiveMessageCommand({ QueueUrl: wrong, WaitTimeSeconds: 21 }),
    'InvalidParameterValue',
  ],
  ['an empty batch is refused', new SendMessageBatchCommand({ QueueUrl: wrong, Entries: [] }), 'EmptyBatchRequest'],
  [
    'a batch that uses an id twice is refused',
    new SendMessageBatchCommand({
      QueueUrl: wrong,
      Entries: [
        { Id: 'same', MessageBody: '1' },
        { Id: 'same', MessageBody: '2' },
      ],
    }),
    'BatchEntryIdsNotDistinct',
  ],
  [
    'a queue that does not exist is named so',
    new SendMessageCommand({ QueueUrl: `${wrong}-not`, MessageBody: 'lost' }),
    'QueueDoesNotExist',
  ],
] as const) {
  test(promise, async () => {
    // Each command goes through one client type; the union is too wide for its overloads.
    await assert.rejects(sqs.send(command as SendMessageCommand), { name });
  });
}
