/**
 * One queue's policy, through one root session. The only file that knows SQS's words for it.
 * The queue's URL is built from checked parts: an event's `queueUrl` is text that its caller wrote.
 * Never: decides, retries (the job does), or lets an SDK type or error out.
 */
import { GetQueueAttributesCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from '../domain/resource.ts';
import type { Partition } from '../domain/root-task.ts';
import { asRefusal } from './errors.ts';
import { asWriteRejection, type PolicyOnResource, type PolicyWrite } from './policy-on-resource.ts';

/**
 * A change may take up to 60 s to show (SetQueueAttributes, API reference), so what is read just after a write may
 * be the old policy. Throws `AwsRefusal`; kind `gone` means the queue itself.
 */
export async function readQueuePolicy(sqs: SQSClient, queue: Queue, partition: Partition): Promise<PolicyOnResource> {
  try {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrlOf(queue, partition), AttributeNames: ['Policy'] }),
    );
    const text = Attributes?.Policy;
    return text === undefined || text === '' ? { kind: 'absent' } : { kind: 'present', text };
  } catch (error) {
    throw asRefusal(error, 'read the policy of queue', queue.queue);
  }
}

/** A policy that SQS does not take is an answer, not an error: the caller has other strategies. */
export async function writeQueuePolicy(
  sqs: SQSClient,
  queue: Queue,
  partition: Partition,
  text: string,
): Promise<PolicyWrite> {
  try {
    await setPolicy(sqs, queueUrlOf(queue, partition), text);
    return { kind: 'written' };
  } catch (error) {
    return asWriteRejection(asRefusal(error, 'write the policy of queue', queue.queue));
  }
}

/** SQS has no call for it: an empty `Policy` is how one is removed. */
export async function removeQueuePolicy(sqs: SQSClient, queue: Queue, partition: Partition): Promise<PolicyWrite> {
  try {
    await setPolicy(sqs, queueUrlOf(queue, partition), '');
    return { kind: 'written' };
  } catch (error) {
    throw asRefusal(error, 'remove the policy of queue', queue.queue);
  }
}

/** Only names the queue in the request's body; where it is sent to is decided by Region or configured endpoint. */
const queueUrlOf = ({ region, account, queue }: Queue, partition: Partition): string =>
  `https://sqs.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}/${account}/${queue}`;

async function setPolicy(sqs: SQSClient, url: string, text: string): Promise<void> {
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: text } }));
}
