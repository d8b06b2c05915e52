/**
 * Actions that no policy can grant to another account: the right to change a queue stays in its own
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-customer-managed-policy-examples.html).
 */
const OWNER_ONLY: ReadonlySet<string> = new Set(
  [
    'sqs:AddPermission',
    'sqs:CancelMessageMoveTask',
    'sqs:CreateQueue',
    'sqs:DeleteQueue',
    'sqs:ListMessageMoveTasks',
    'sqs:ListQueues',
    'sqs:ListQueueTags',
    'sqs:RemovePermission',
    'sqs:SetQueueAttributes',
    'sqs:StartMessageMoveTask',
    'sqs:TagQueue',
    'sqs:UntagQueue',
  ].map((action) => action.toLowerCase()),
);

export function isForOwnerOnly(action: string): boolean {
  return OWNER_ONLY.has(action.toLowerCase());
}
