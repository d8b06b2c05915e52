/**
 * The queue that a record is about. A queue URL in a record is text that the caller wrote: its last part is compared,
 * the rest is never used (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/logging-using-cloudtrail.html).
 */
import { parseAccountId } from '../domain/account.ts';
import { isQueueName, parseQueueArn, type Queue } from '../domain/resource.ts';
import type { TrailRecord } from './envelope.ts';

export type NamedQueue = { readonly account: string | undefined; readonly queue: string };

export function queueOf(record: TrailRecord, named: NamedQueue | undefined): Queue | { readonly problem: string } {
  const resource = record.resources.find(({ type }) => type === 'AWS::SQS::Queue');
  const inArn = parseQueueArn(resource?.arn);
  if (resource !== undefined && inArn === undefined) return { problem: 'no ARN of a queue in `detail.resources`' };
  const queue = inArn?.queue ?? named?.queue;
  if (!isQueueName(queue)) return { problem: 'no name of a queue in `detail.requestParameters`' };

  const found: Queue = { kind: 'queue', account: record.account, region: record.region, queue };
  const mismatch = findMismatch(found, inArn, named) ?? (isElsewhere(resource?.account, found) ? elsewhere : undefined);
  return mismatch === undefined ? found : { problem: mismatch };
}

const elsewhere = 'the queue is in another account than the one that recorded the call';

/** Nobody may change the queue of another account, so there is no honest reason for two accounts or two Regions. */
function findMismatch(found: Queue, inArn: Queue | undefined, named: NamedQueue | undefined): string | undefined {
  if (named !== undefined && named.queue !== found.queue)
    return '`detail.requestParameters` and `detail.resources` name different queues';
  if (isElsewhere(inArn?.account, found) || isElsewhere(named?.account, found)) return elsewhere;
  if (inArn !== undefined && inArn.region !== found.region) return 'the queue is in another Region than the call';
  return undefined;
}

const isElsewhere = (account: string | undefined, { account: own }: Queue): boolean =>
  account !== undefined && account !== own;

/** `https://sqs.eu-west-1.amazonaws.com/111122223333/orders`: the last two parts of it, and no more. */
export function namedByUrl(queueUrl: unknown): NamedQueue | undefined {
  if (typeof queueUrl !== 'string' || queueUrl.length > 2048) return undefined;
  const [queue, account] = queueUrl
    .replace(/[?#].*$/su, '')
    .replace(/\/+$/u, '')
    .split('/')
    .toReversed();
  return queue === undefined ? undefined : { queue, account: parseAccountId(account) };
}
