/**
 * Whether SQS takes a policy: its shape and its limits, after "Amazon SQS policy quotas". What it means is not asked,
 * so a policy that shuts everybody out is taken, as AWS takes it.
 */
import type { Queue } from '../../world/resources.ts';
import type { World } from '../../world/world.ts';
import { isKnownPrincipal } from '../known-principals.ts';
import { type PolicyStatement, parsePolicyDocument } from '../policy-document.ts';
import { invalidAttributeValue, overLimit } from './sqs-faults.ts';

const BYTES_MAX = 8192;
const STATEMENTS_MAX = 20;
const ACTIONS_MAX = 7;
const PRINCIPALS_MAX = 50;
const CONDITIONS_MAX = 10;

/** Throws SQS's refusal. */
export function checkQueuePolicy(world: World, text: string): void {
  if (Buffer.byteLength(text) > BYTES_MAX) throw overLimit('Submitted policy is over max allowed size.');
  const statements = parsePolicyDocument(text);
  if (typeof statements === 'string') throw invalidAttributeValue('Policy');
  if (statements.length > STATEMENTS_MAX) {
    throw overLimit(tooMany(statements.length, 'statements were found in the submitted policy', STATEMENTS_MAX));
  }
  for (const statement of statements) {
    checkCounts(statement);
    if (!isSound(world, statement)) throw invalidAttributeValue('Policy');
  }
}

function checkCounts({ actions, principals, condition }: PolicyStatement): void {
  const conditions = Object.values(condition).reduce((count, keys) => count + Object.keys(keys).length, 0);
  for (const [count, what, max] of [
    [actions.length, 'actions', ACTIONS_MAX],
    [principals.length, 'principals', PRINCIPALS_MAX],
    [conditions, 'conditions', CONDITIONS_MAX],
  ] as const) {
    if (count > max)
      throw overLimit(tooMany(count, `${what} were found in a statement from the submitted policy`, max));
  }
}

function tooMany(count: number, what: string, max: number): string {
  return `${count} ${what}, max allowed is ${max}`;
}

function isSound(world: World, { principals, actions, resources }: PolicyStatement): boolean {
  return (
    principals.every((principal) => isKnownPrincipal(world, principal)) &&
    actions.every(isQueueAction) &&
    resources.every((resource) => resource === '*' || resource.startsWith('arn:aws:sqs:'))
  );
}

/** After "Actions, resources, and condition keys for Amazon SQS" in the Service Authorization Reference. */
const ACTIONS: ReadonlySet<string> = new Set(
  [
    'AddPermission',
    'CancelMessageMoveTask',
    'ChangeMessageVisibility',
    'CreateQueue',
    'DeleteMessage',
    'DeleteQueue',
    'GetQueueAttributes',
    'GetQueueUrl',
    'ListDeadLetterSourceQueues',
    'ListMessageMoveTasks',
    'ListQueueTags',
    'ListQueues',
    'PurgeQueue',
    'ReceiveMessage',
    'RemovePermission',
    'SendMessage',
    'SetQueueAttributes',
    'StartMessageMoveTask',
    'TagQueue',
    'UntagQueue',
  ].map((name) => `sqs:${name.toLowerCase()}`),
);

/** Case does not matter; `*` and `?` may stand for anything. */
function isQueueAction(action: string): boolean {
  const lower = action.toLowerCase();
  if (lower === '*') return true;
  return lower.startsWith('sqs:') && (/[*?]/.test(lower) || ACTIONS.has(lower));
}

export function policyOf(queue: Queue): string | null {
  const text = queue.attributes.get('Policy');
  return text === undefined || text === '' ? null : text;
}
