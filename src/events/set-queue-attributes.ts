/**
 * SQS SetQueueAttributes: any attributes, the policy perhaps among them. The console sends all of them at each edit.
 * After a sample of 2025 (event version 1.10). Call:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
import type { EventKind } from './event-kind.ts';
import { fieldOf, isOmitted } from './fields.ts';
import { ignored, malformed, type ParsedEvent, signal } from './parsed-event.ts';
import { policyInEvent } from './policy-in-event.ts';
import { namedByUrl, queueOf } from './queue-of.ts';
import type { TrailRecord } from './envelope.ts';

export const setQueueAttributes: EventKind = {
  eventSource: 'sqs.amazonaws.com',
  eventNames: ['SetQueueAttributes'],
  read: readSetQueueAttributes,
};

function readSetQueueAttributes(record: TrailRecord): ParsedEvent {
  const { requestParameters, origin } = record;
  const resource = queueOf(record, namedByUrl(fieldOf(requestParameters, 'queueUrl')));
  if ('problem' in resource) return malformed('resource_invalid', resource.problem);

  const attributes = fieldOf(requestParameters, 'attributes');
  if (isOmitted(requestParameters) || isOmitted(attributes))
    return signal({ kind: 'queue_policy_changed', resource, policy: { kind: 'truncated' }, origin });
  const policy = fieldOf(attributes, 'Policy');
  if (policy === undefined) return ignored('policy_untouched');
  if (policy === '') return signal({ kind: 'queue_policy_removed', resource, origin });
  return signal({ kind: 'queue_policy_changed', resource, policy: policyInEvent(policy), origin });
}
