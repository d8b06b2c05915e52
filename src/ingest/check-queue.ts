/**
 * Asks the ingest queue who it is, before the first receive: a wrong URL in the configuration is told at once, with
 * what to do, and not as an empty queue.
 */
import { GetQueueAttributesCommand, type SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import { parseQueueArn } from '../domain/resource.ts';
import type { Log } from '../observe/log.ts';
import { IngestFailure } from './ingest-failure.ts';

/** Throws `IngestFailure` for what only a human can mend. What may pass (no network, throttling) is logged. */
export async function checkQueue(client: SQSClient, queueUrl: string, log: Log): Promise<void> {
  try {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn', 'RedrivePolicy'] }),
    );
    checkIdentity(queueUrl, Attributes?.QueueArn);
    if ((Attributes?.RedrivePolicy ?? '') === '')
      log.warn({ queueUrl }, 'the ingest queue has no dead-letter queue: malformed events come back until they expire');
  } catch (error) {
    if (error instanceof IngestFailure) throw error;
    const diagnosis = diagnose(error);
    if (diagnosis !== undefined) throw new IngestFailure(queueUrl, diagnosis.why, diagnosis.remedy, error);
    log.warn({ queueUrl, err: error }, 'the ingest queue does not answer yet; trying on');
  }
}

/** Endpoints in between (a proxy, a setting of the SDK) may lead to another queue than the URL says. */
function checkIdentity(queueUrl: string, arn: string | undefined): void {
  const queue = parseQueueArn(arn);
  const [name, account] = new URL(queueUrl).pathname.split('/').toReversed();
  if (queue !== undefined && (queue.queue !== name || queue.account !== account))
    throw new IngestFailure(
      queueUrl,
      `the queue that answers is \`${queue.queue}\` of account ${queue.account}`,
      'Check `ingest.queueUrl`, and AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_SQS if they are set.',
    );
}

type Diagnosis = { readonly why: string; readonly remedy: string };

const permissions =
  'Give the role that rootkeeper runs with sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility and sqs:GetQueueAttributes on the queue, and check that `ingest.queueUrl` names a queue of its own account.';

const diagnoses: Readonly<Record<string, Diagnosis>> = {
  QueueDoesNotExist: {
    why: 'there is no such queue in that account and Region',
    remedy: 'Correct `ingest.queueUrl`, or create the queue; `aws sqs list-queues` shows those that exist.',
  },
  InvalidAddress: {
    why: 'it is not the address of a queue',
    remedy: 'Correct `ingest.queueUrl`: `aws sqs get-queue-url --queue-name NAME` prints it.',
  },
  AccessDenied: { why: 'access is denied', remedy: permissions },
  CredentialsProviderError: {
    why: 'there are no AWS credentials',
    remedy: 'Give rootkeeper a role or credentials, in one of the ways that AWS SDKs look for them.',
  },
};

function diagnose(error: unknown): Diagnosis | undefined {
  if (!(error instanceof Error)) return undefined;
  // The same error wears a prefix or a suffix, depending on the protocol that the queue answered in.
  const code = error.name.replace(/^AWS\.SimpleQueueService\./u, '').replace(/Exception$/u, '');
  const known = diagnoses[code === 'NonExistentQueue' ? 'QueueDoesNotExist' : code];
  if (known !== undefined) return known;
  const isOurs = error instanceof SQSServiceException && error.$fault === 'client' && !/throttl/iu.test(code);
  return isOurs ? { why: `SQS says ${code}`, remedy: permissions } : undefined;
}
