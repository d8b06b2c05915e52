/**
 * SQS CreateQueue, which may bring a policy along. After a sample of 2019, which says `attribute` where
 * newer clients say `attributes`. Call:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
import type { TrailRecord } from './envelope.ts';
import type { EventKind } from './event-kind.ts';
import { fieldOf, isOmitted, textOf } from './fields.ts';
import { ignored, malformed, type ParsedEvent, signal } from './parsed-event.ts';
import { policyInEvent } from './policy-in-event.ts';
import { namedByUrl, queueOf } from './queue-of.ts';

export const createQueue: EventKind = {
  eventSource: 'sqs.amazonaws.com',
  eventNames: ['CreateQueue'],
  read: readCreateQueue,
};

function readCreateQueue(record: TrailRecord): ParsedEvent {
  const { requestParameters, responseElements, origin } = record;
  const attributes = fieldOf(requestParameters, 'attributes') ?? fieldOf(requestParameters, 'attribute');
  const isCutOff = isOmitted(requestParameters) || isOmitted(attributes);
  const policy = fieldOf(attributes, 'Policy') ?? '';
  if (policy === '' && !isCutOff) return ignored('policy_untouched');

  const queue = textOf(fieldOf(requestParameters, 'queueName'));
  const named = queue === undefined ? namedByUrl(fieldOf(responseElements, 'queueUrl')) : { queue, account: undefined };
  const resource = queueOf(record, named);
  if ('problem' in resource) return malformed('resource_invalid', resource.problem);
  return signal({ kind: 'queue_policy_changed', resource, policy: policyInEvent(policy), origin });
}
