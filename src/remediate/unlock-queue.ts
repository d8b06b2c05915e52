/** Unlocks a queue: how `unlock.ts` reads and writes its policy. */
import { readQueuePolicy, removeQueuePolicy, writeQueuePolicy } from '../aws/queue-policy.ts';
import type { RootSession } from '../aws/root-session.ts';
import { AwsRefusal } from '../domain/aws-refusal.ts';
import type { Outcome, Remediation } from '../domain/remediation.ts';
import type { Attempt } from './attempt.ts';
import { unlock } from './unlock.ts';
import type { OpenPolicy } from './unlocking.ts';

type QueueRemediation = Extract<Remediation, { task: 'unlock_queue' }>;

export function unlockQueue(remediation: QueueRemediation, attempt: Attempt): Promise<Outcome> {
  const { resource: queue } = remediation;
  const { partition } = attempt.tools.rules;
  return unlock(attempt, {
    resource: queue,
    task: 'SQSUnlockQueuePolicy',
    openPolicy: (session) => ({
      read: () => readPolicy(session, remediation, attempt),
      replace: (text) => {
        const sqs = session.sqs(queue.region, 'change');
        return text === null ? removeQueuePolicy(sqs, queue, partition) : writeQueuePolicy(sqs, queue, partition, text);
      },
    }),
  });
}

/**
 * AWS promises that the task can "view and delete" a policy that denies everybody, but says nowhere that reading one
 * is exempt from it, as it says for S3. Should it be denied, the policy of the event is what there is to judge.
 */
async function readPolicy(
  session: RootSession,
  { resource: queue, policyInEvent }: QueueRemediation,
  { log, tools }: Attempt,
): ReturnType<OpenPolicy['read']> {
  try {
    return await readQueuePolicy(session.sqs(queue.region, 'read'), queue, tools.rules.partition);
  } catch (error) {
    if (!(error instanceof AwsRefusal) || error.kind !== 'denied' || policyInEvent === undefined) throw error;
    log.warn({ err: error }, 'the root session may not read the policy: judging the one in the event');
    return { kind: 'present', text: policyInEvent };
  }
}
