/**
 * Every kind of event that means something to us. What is not here is ignored, with reason: AddPermission and
 * RemovePermission cannot lock anybody out of a queue, InviteAccountToOrganization and CreateAccount name no account
 * that has joined, and reading changes nothing.
 */
import { accountMembership } from './account-membership.ts';
import { assumeRoot } from './assume-root.ts';
import { closeAccountResult } from './close-account-result.ts';
import { controlTowerAccount } from './control-tower-account.ts';
import { createAccountResult } from './create-account-result.ts';
import { createQueue } from './create-queue.ts';
import { deleteBucketPolicy } from './delete-bucket-policy.ts';
import type { EventKind } from './event-kind.ts';
import type { TrailRecord } from './envelope.ts';
import { moveAccount } from './move-account.ts';
import { putBucketPolicy } from './put-bucket-policy.ts';
import { rootIamChange } from './root-iam-change.ts';
import { rootSignIn } from './root-sign-in.ts';
import { setQueueAttributes } from './set-queue-attributes.ts';

export const eventKinds: readonly EventKind[] = [
  putBucketPolicy,
  deleteBucketPolicy,
  setQueueAttributes,
  createQueue,
  createAccountResult,
  closeAccountResult,
  accountMembership,
  controlTowerAccount,
  moveAccount,
  rootSignIn,
  rootIamChange,
  assumeRoot,
];

export function kindOf({ eventSource, eventName }: TrailRecord): EventKind | undefined {
  const kinds = eventKinds.filter((kind) => kind.eventSource === eventSource);
  return (
    kinds.find(({ eventNames }) => eventNames !== 'others' && eventNames.includes(eventName)) ??
    kinds.find(({ eventNames }) => eventNames === 'others')
  );
}
