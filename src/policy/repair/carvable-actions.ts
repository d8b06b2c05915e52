/**
 * Which actions a carve-out may give back to a policy's readers. All three of the service, with one exception:
 * to those who manage bucket policies, and to those who change a queue, other accounts never belong, but reading a
 * queue's attributes can be granted to them. Where the policy does grant it, it stays denied.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-limitations-of-custom-policies.html
 */
import type { Service } from '../../domain/resource.ts';
import { carvedActions } from '../../domain/verdict.ts';
import { matchesAction } from '../match-action.ts';
import type { Policy } from '../statement.ts';
import { grantsToStrangers } from './strangers.ts';

const grantableToStrangers = ['sqs:GetQueueAttributes'];

export function carvableActions(service: Service, policy: Policy, account: string): readonly string[] {
  const grants = grantsToStrangers(policy.statements, account);
  return carvedActions[service].filter(
    (name) => !grantableToStrangers.includes(name) || !grants.some(({ action }) => matchesAction(action, name)),
  );
}
