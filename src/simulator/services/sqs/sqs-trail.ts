/**
 * What CloudTrail says of a call that changes a queue, after real events: attributes as their text, `attribute` in the
 * singular for CreateQueue. Sending and receiving are data events, which reach no rule here.
 */
import type { TrailNote, WireRequest } from '../../wire/wire.ts';
import type { Queue } from '../../world/resources.ts';
import type { Document } from './form.ts';

/** Undefined for a call that changes nothing. */
export function trailOf(request: WireRequest, input: Document, queue: Queue | null): TrailNote | undefined {
  const parameters = PARAMETERS[request.operation]?.(input);
  if (parameters === undefined) return undefined;
  return {
    requestParameters: parameters,
    ...(queue === null ? {} : { resources: [{ accountId: queue.accountId, type: 'AWS::SQS::Queue', ARN: queue.arn }] }),
  };
}

type Parameters = (input: Document) => Record<string, unknown>;

const PARAMETERS: Readonly<Record<string, Parameters>> = {
  CreateQueue: ({ QueueName, Attributes, tags, Tags = tags }) =>
    present({ queueName: QueueName, attribute: Attributes, tags: Tags }),
  DeleteQueue: ({ QueueUrl }) => present({ queueUrl: QueueUrl }),
  PurgeQueue: ({ QueueUrl }) => present({ queueUrl: QueueUrl }),
  SetQueueAttributes: ({ QueueUrl, Attributes }) => present({ queueUrl: QueueUrl, attributes: Attributes }),
  AddPermission: ({ QueueUrl, Label, Actions, AWSAccountIds }) =>
    present({ actions: Actions, aWSAccountIds: AWSAccountIds, label: Label, queueUrl: QueueUrl }),
  RemovePermission: ({ QueueUrl, Label }) => present({ label: Label, queueUrl: QueueUrl }),
  TagQueue: ({ QueueUrl, Tags }) => present({ queueUrl: QueueUrl, tags: Tags }),
  UntagQueue: ({ QueueUrl, TagKeys }) => present({ queueUrl: QueueUrl, tagKeys: TagKeys }),
};

function present(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
