/**
 * The Simple Queue Service, in both of its protocols: queues with policies, and messages that come back unless they
 * are deleted. Flow: find the queue → may the caller? → carry it out; changes leave a note for CloudTrail.
 */
import { authorize } from '../../access/authorize.ts';
import { unknownOperation } from '../../server/unknown-operation.ts';
import type { ServiceHandler, WireRequest } from '../../wire/wire.ts';
import type { Queue } from '../../world/resources.ts';
import type { World } from '../../world/world.ts';
import {
  changeMessageVisibility,
  changeMessageVisibilityBatch,
  deleteMessage,
  deleteMessageBatch,
} from './acknowledge.ts';
import { type Document, answer, documentOf } from './form.ts';
import { addPermission, removePermission } from './permissions.ts';
import { policyOf } from './queue-policy.ts';
import {
  accountOf,
  createQueue,
  deleteQueue,
  getQueueUrl,
  listQueues,
  purgeQueue,
  queueArn,
  queueByName,
} from './queues.ts';
import { receiveMessage } from './receive.ts';
import { sendMessage, sendMessageBatch } from './send.ts';
import { getQueueAttributes, setQueueAttributes } from './set-attributes.ts';
import { type QueueCall, type SqsCall, requiredText } from './sqs-call.ts';
import { queueDoesNotExist } from './sqs-faults.ts';
import { trailOf } from './sqs-trail.ts';
import { listQueueTags, tagQueue, untagQueue } from './tags.ts';

type Outcome = Document | Promise<Document>;

type QueueOperation = {
  readonly run: (call: QueueCall) => Outcome;
  /** The permission, where it is not the operation's own name: batches are allowed with their single form. */
  readonly permission?: string;
};

const QUEUE_OPERATIONS = new Map<string, QueueOperation>(
  Object.entries({
    AddPermission: { run: addPermission },
    ChangeMessageVisibility: { run: changeMessageVisibility },
    ChangeMessageVisibilityBatch: { run: changeMessageVisibilityBatch, permission: 'ChangeMessageVisibility' },
    DeleteMessage: { run: deleteMessage },
    DeleteMessageBatch: { run: deleteMessageBatch, permission: 'DeleteMessage' },
    DeleteQueue: { run: deleteQueue },
    GetQueueAttributes: { run: getQueueAttributes },
    ListQueueTags: { run: listQueueTags },
    PurgeQueue: { run: purgeQueue },
    ReceiveMessage: { run: receiveMessage },
    RemovePermission: { run: removePermission },
    SendMessage: { run: sendMessage },
    SendMessageBatch: { run: sendMessageBatch, permission: 'SendMessage' },
    SetQueueAttributes: { run: setQueueAttributes },
    TagQueue: { run: tagQueue },
    UntagQueue: { run: untagQueue },
  }),
);

export const handleSqs: ServiceHandler = async (request, caller, world) => {
  const call: SqsCall = { request, caller, world, input: documentOf(request) };
  return answer(request, await carryOut(call));
};

function carryOut(call: SqsCall): Outcome {
  const { request } = call;
  switch (request.operation) {
    case 'CreateQueue':
      return create(call);
    case 'ListQueues':
      authorize(request, call.caller, call.world, { action: 'sqs:ListQueues', resource: '*', resourceAccountId: null });
      return listQueues(call);
    case 'GetQueueUrl': {
      const queue = queueByName(call);
      allow({ ...call, queue }, 'GetQueueUrl');
      return getQueueUrl(queue);
    }
    default:
      return actOnQueue(call);
  }
}

function create(call: SqsCall): Document {
  const { request, caller, world, input } = call;
  note(call, null);
  const accountId = accountOf(caller);
  const resource = queueArn(request.region, accountId, requiredText(input, 'QueueName'));
  request.notes.resource = resource;
  authorize(request, caller, world, { action: 'sqs:CreateQueue', resource, resourceAccountId: accountId });
  const created = createQueue(call);
  const { trail } = request.notes;
  if (trail !== undefined) {
    trail.resources = [{ accountId, type: 'AWS::SQS::Queue', ARN: resource }];
    trail.responseElements = { queueUrl: created['QueueUrl'] };
  }
  return created;
}

function actOnQueue(call: SqsCall): Outcome {
  const operation = QUEUE_OPERATIONS.get(call.request.operation);
  if (operation === undefined) throw unknownOperation(call.request);
  note(call, null);
  const queue = queueByUrl(call.world, call.request, requiredText(call.input, 'QueueUrl'));
  note(call, queue);
  const queueCall = { ...call, queue };
  allow(queueCall, operation.permission ?? call.request.operation);
  return operation.run(queueCall);
}

/** Said before anything can fail, so that failed calls are recorded too. */
function note({ request, caller, input }: SqsCall, queue: Queue | null): void {
  const trail = caller.kind === 'anonymous' ? undefined : trailOf(request, input, queue);
  if (trail !== undefined) request.notes.trail = trail;
}

/** The Region is that of the endpoint, which is that of the signature here; the host in the URL is not looked at. */
function queueByUrl(world: World, { region }: WireRequest, url: string): Queue {
  const [accountId = '', name = ''] = url.split('/').slice(-2);
  const queue = world.queues.get(queueArn(region, accountId, name));
  if (queue === undefined) throw queueDoesNotExist();
  return queue;
}

function allow({ request, caller, world, queue }: QueueCall, permission: string): void {
  request.notes.resource = queue.arn;
  authorize(request, caller, world, {
    action: `sqs:${permission}`,
    resource: queue.arn,
    resourceAccountId: queue.accountId,
    resourcePolicy: policyOf(queue),
    context: tagContext(queue),
  });
}

function tagContext(queue: Queue): Readonly<Record<string, string>> {
  return Object.fromEntries([...queue.tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}
