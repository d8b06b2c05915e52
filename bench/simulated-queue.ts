/**
 * The queue that is drained: in a simulated organization that runs in a process of its own, as SQS does, filled by
 * the organization's administrator and emptied by rootkeeper's own user.
 */
import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { openSimulation } from '../src/cli/simulation.ts';
import { lockoutEvent } from './events.ts';

export type SimulatedQueue = AsyncDisposable & {
  readonly environment: Readonly<Record<string, string>>;
  readonly queueUrl: string;
  /** As rootkeeper. */
  readonly client: SQSClient;
  readonly fill: (count: number) => Promise<void>;
};

export async function openSimulatedQueue(): Promise<SimulatedQueue> {
  const simulation = await openSimulation();
  const { environment } = simulation;
  const clientOf = (accessKeyId = '', secretAccessKey = ''): SQSClient =>
    new SQSClient({
      endpoint: environment['AWS_ENDPOINT_URL'] ?? '',
      region: environment['AWS_REGION'] ?? '',
      credentials: { accessKeyId, secretAccessKey },
      useQueueUrlAsEndpoint: false,
    });
  const client = clientOf(environment['AWS_ACCESS_KEY_ID'], environment['AWS_SECRET_ACCESS_KEY']);
  const administrator = clientOf(
    environment['SIMULATED_ADMINISTRATOR_ACCESS_KEY_ID'],
    environment['SIMULATED_ADMINISTRATOR_SECRET_ACCESS_KEY'],
  );
  const queueUrl = environment['ROOTKEEPER_INGEST__QUEUE_URL'] ?? '';
  let filled = 0;
  return {
    environment,
    queueUrl,
    client,
    fill: async (count) => {
      for (let sent = 0; sent < count; sent += 10) {
        const Entries = Array.from({ length: Math.min(10, count - sent) }, (_, index) => ({
          Id: String(index),
          MessageBody: lockoutEvent((filled += 1)),
        }));
        await administrator.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      }
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      administrator.destroy();
      await simulation[Symbol.asyncDispose]();
    },
  };
}

/** The least that anybody can do with a queue: receive and delete, in so many loops. Resolves when `count` are gone. */
export async function drainBarely({ client, queueUrl }: SimulatedQueue, count: number, loops: number): Promise<void> {
  let left = count;
  const loop = async (): Promise<void> => {
    while (left > 0) {
      const receive = { QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(receive));
      if (Messages.length === 0) continue;
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      left -= Messages.length;
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
}

/** Messages that are not deleted yet, visible or not. */
export async function countMessages({ client, queueUrl }: SimulatedQueue): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
}
