/** AddPermission and RemovePermission: the queue's policy, edited one labelled Allow statement at a time. */
import { isObject, parseObject } from '../policy-document.ts';
import type { Document } from './form.ts';
import { checkQueuePolicy, policyOf } from './queue-policy.ts';
import { touch } from './set-attributes.ts';
import { type QueueCall, requiredText, texts } from './sqs-call.ts';
import { invalidValue, missingParameter } from './sqs-faults.ts';

type Statement = Readonly<Record<string, unknown>>;

export function addPermission(call: QueueCall): Document {
  const { queue, input } = call;
  const label = requiredText(input, 'Label');
  const accounts = texts(input, 'AWSAccountIds');
  const actions = texts(input, 'Actions');
  if (accounts.length === 0) throw missingParameter('AWSAccountIds');
  if (actions.length === 0) throw missingParameter('Actions');
  const statements = statementsOf(call);
  if (statements.some((statement) => statement['Sid'] === label)) {
    throw invalidValue('Label', label, 'Already exists.');
  }
  const principals = accounts.map((account) => `arn:aws:iam::${account}:root`);
  const statement = {
    Sid: label,
    Effect: 'Allow',
    Principal: { AWS: principals.length === 1 ? principals[0] : principals },
    Action: actions.length === 1 ? `SQS:${String(actions[0])}` : actions.map((action) => `SQS:${action}`),
    Resource: queue.arn,
  };
  return write(call, [...statements, statement]);
}

export function removePermission(call: QueueCall): Document {
  const label = requiredText(call.input, 'Label');
  const statements = statementsOf(call);
  const kept = statements.filter((statement) => statement['Sid'] !== label);
  if (kept.length === statements.length) {
    throw invalidValue('Label', label, "can't find label on existing policy.");
  }
  return write(call, kept);
}

function statementsOf({ queue }: QueueCall): readonly Statement[] {
  const statements = parseObject(policyOf(queue) ?? '{}')?.['Statement'] ?? [];
  return (Array.isArray(statements) ? statements : [statements]).filter(isObject);
}

function write({ world, queue }: QueueCall, statements: readonly Statement[]): Document {
  const document = parseObject(policyOf(queue) ?? '{}');
  const text =
    statements.length === 0
      ? ''
      : JSON.stringify({
          Version: '2008-10-17',
          Id: `${queue.arn}/SQSDefaultPolicy`,
          ...document,
          Statement: statements,
        });
  if (text !== '') checkQueuePolicy(world, text);
  queue.attributes.set('Policy', text);
  touch(world, queue);
  return {};
}
