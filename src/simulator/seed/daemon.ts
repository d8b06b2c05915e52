/**
 * What rootkeeper needs of the management account: its own identity with the least it can do with, the central event
 * bus's rule, the ingest queue with its dead-letter queue, a bucket for the ledger. As the set-up guide deploys it.
 */
import type { Account } from '../world/account.ts';
import { addUser, type Keys } from '../world/add-account.ts';
import { addBucket, addQueue } from '../world/add-resource.ts';
import type { Queue } from '../world/resources.ts';
import type { World } from '../world/world.ts';
import { daemonPolicy } from './daemon-policy.ts';
import { EVENT_PATTERN } from './event-pattern.ts';

const DAEMON_USER = 'rootkeeper';

export type SeededDaemon = { readonly keys: Keys; readonly queue: Queue; readonly ledgerBucket: string };

export function seedDaemon(world: World, management: Account): SeededDaemon {
  const region = world.settings.homeRegion;
  const place = { accountId: management.id, region };
  const deadLetters = addQueue(world, { ...place, name: 'rootkeeper-events-dead' });
  const queue = addQueue(world, { ...place, name: 'rootkeeper-events' });
  queue.attributes.set('VisibilityTimeout', '60');
  queue.attributes.set('RedrivePolicy', JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: '5' }));
  const ruleArn = seedRule(world, management.id, queue.arn);
  queue.attributes.set('Policy', onlyEventsOf(ruleArn, queue.arn));
  const ledgerBucket = addBucket(world, { ...place, name: `rootkeeper-ledger-${management.id}` }).name;
  const keys = addUser(world, management, DAEMON_USER, [
    daemonPolicy({ queueArns: [queue.arn, deadLetters.arn], ledgerBucket }),
  ]);
  return { keys, queue, ledgerBucket };
}

/** On the central bus, to which every account and Region forwards. */
function seedRule(world: World, accountId: string, queueArn: string): string {
  const region = world.settings.homeRegion;
  const [busName, name] = ['rootkeeper', 'rootkeeper-events'];
  const arn = `arn:aws:events:${region}:${accountId}:rule/${busName}/${name}`;
  world.eventRules.set(arn, {
    arn,
    name,
    accountId,
    region,
    busName,
    state: 'ENABLED',
    pattern: JSON.stringify(EVENT_PATTERN),
    description: 'What rootkeeper acts on, of every account and Region',
    targets: new Map([['ingest-queue', { id: 'ingest-queue', arn: queueArn }]]),
  });
  return arn;
}

/** Nobody but the rule may put anything on the queue: what the daemon reads there it believes. */
function onlyEventsOf(ruleArn: string, queueArn: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TakeEventsOfOurRule',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    ],
  });
}
