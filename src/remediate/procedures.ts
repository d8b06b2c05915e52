/** Which procedure does which task: the list of all there are. */
import type { Outcome } from '../domain/remediation.ts';
import type { Attempt } from './attempt.ts';
import { makeRootless } from './make-rootless.ts';
import { unlockBucket } from './unlock-bucket.ts';
import { unlockQueue } from './unlock-queue.ts';

/** Throws `Failure` when a later attempt may mend it, or when AWS refuses. */
export function carryOut(attempt: Attempt): Promise<Outcome> {
  const { remediation } = attempt;
  switch (remediation.task) {
    case 'unlock_bucket':
      return unlockBucket(remediation.resource, attempt);
    case 'unlock_queue':
      return unlockQueue(remediation, attempt);
    case 'make_rootless':
      return makeRootless({ ...attempt, remediation });
  }
}
