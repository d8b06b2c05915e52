/**
 * An ingest queue with a dead-letter queue in a simulated organization, reached through the AWS SDK by an
 * administrator of the account that owns it.
 */
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { openSimulatedOrganization } from './simulated-organization.ts';

export async function openIngestQueue({ maxReceiveCount = 3 } = {}) {
  const organization = await openSimulatedOrganization();
  const account = organization.managementAccountId;
  const { sqs } = organization.asAdministratorOf(account);
  const deadLetterUrl = await createQueue(sqs, 'events-dead', {});
  const deadLetterTargetArn = `arn:aws:sqs:us-east-1:${account}:events-dead`;
  const queueUrl = await createQueue(sqs, 'events', {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
  });

  /** Visible and hidden ones: what is not deleted. */
  const count = async (url = queueUrl): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }));
    return names.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
  };

  return {
    ...organization,
    sqs,
    queueUrl,
    send: async (...bodies: readonly string[]): Promise<void> => {
      for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
    },
    count,
    deadLetters: () => count(deadLetterUrl),
    /** Resolves to a dead letter's body. */
    receiveDeadLetter: async (): Promise<string | undefined> => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: deadLetterUrl, WaitTimeSeconds: 1 }));
      return Messages?.[0]?.Body;
    },
    [Symbol.asyncDispose]: async () => {
      sqs.destroy();
      await organization[Symbol.asyncDispose]();
    },
  };
}

async function createQueue(sqs: SQSClient, QueueName: string, Attributes: Record<string, string>): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return QueueUrl;
}
