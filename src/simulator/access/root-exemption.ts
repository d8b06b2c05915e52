/**
 * When a resource policy does not bind the owning account's root. Only SCPs, and endpoint policies, can still stop it.
 */
import type { Caller } from '../wire/caller.ts';
import type { World } from '../world/world.ts';
import type { Access } from './access.ts';

/** What the task `SQSUnlockQueuePolicy` leaves to its session, "to delete a policy that denies all principals". */
const QUEUE_TASK_ACTIONS: ReadonlySet<string> = new Set([
  'sqs:SetQueueAttributes',
  'sqs:GetQueueAttributes',
  'sqs:ListQueues',
  'sqs:GetQueueUrl',
]);

export function isExemptFromResourcePolicy(caller: Caller, world: World, access: Access): boolean {
  if (caller.kind !== 'root-session' && caller.kind !== 'root-user') return false;
  if (caller.accountId !== access.resourceAccountId) return false;
  // "To ensure that bucket owners don't inadvertently lock themselves out": the API reference of PutBucketPolicy.
  if (access.isRootExemptFromResourcePolicy === true) return true;
  // That the session gets past a policy that denies it follows from what AWS says the task is for.
  const isBound = world.settings.queuePoliciesBindRootSessions === true;
  return caller.kind === 'root-session' && QUEUE_TASK_ACTIONS.has(access.action) && !isBound;
}
