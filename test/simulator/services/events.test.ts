/** EventBridge in the simulated organization, through the unmodified AWS SDK: rules, targets, and what reaches a queue. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { messagesOf } from '../../../src/simulator/services/sqs/queue-state.ts';
import { addQueue } from '../../../src/simulator/world/add-resource.ts';
import { noFaults } from '../../../src/simulator/world/faults.ts';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { managementAccountId: account, world } = organization;
const member = [...world.accounts.keys()].find((id) => id !== account) ?? '';
const { events, s3 } = organization.asAdministratorOf(account);

const queue = addQueue(world, { name: 'custom', accountId: account, region: 'us-east-1' });
const ingest = world.queues.get(`arn:aws:sqs:us-east-1:${account}:rootkeeper-events`);
assert.ok(ingest);

type Event = Record<string, unknown> & { detail: Record<string, unknown> };
/** What lies on a queue, which is empty afterwards. */
function takeAll(from = queue): Event[] {
  const bodies = messagesOf(world, from)
    .peek()
    .map(({ body }) => JSON.parse(body) as Event);
  messagesOf(world, from).purge();
  return bodies;
}

const custom = (more = {}) =>
  new PutEventsCommand({ Entries: [{ Source: 'shop', DetailType: 'order', Detail: '{"id":7}', ...more }] });

test('a rule brings an event from its bus to its targets, once, in the envelope that EventBridge gives it', async () => {
  const EventPattern = JSON.stringify({ source: ['shop'] });
  const { RuleArn } = await events.send(new PutRuleCommand({ Name: 'orders', EventPattern }));
  assert.equal(RuleArn, `arn:aws:events:us-east-1:${account}:rule/orders`);
  for (const Name of ['orders', 'orders-again']) {
    await events.send(new PutRuleCommand({ Name, EventPattern }));
    await events.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'q', Arn: queue.arn }] }));
  }
  const { Entries, FailedEntryCount } = await events.send(custom({ Resources: ['arn:aws:x:::y'] }));
  assert.equal(FailedEntryCount, 0);
  const [event, ...others] = takeAll();
  assert.deepEqual(others, []);
  assert.deepEqual(
    { ...event, time: '' },
    {
      version: '0',
      id: Entries?.[0]?.EventId,
      account,
      region: 'us-east-1',
      source: 'shop',
      'detail-type': 'order',
      detail: { id: 7 },
      resources: ['arn:aws:x:::y'],
      time: '',
    },
  );
  assert.match(String(event?.['time']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test('nobody can put an event that claims to come from AWS', async () => {
  const entry = { Source: 'aws.s3', DetailType: 'AWS API Call via CloudTrail', Detail: '{}' };
  const bus = `arn:aws:events:us-east-1:${account}:event-bus/rootkeeper`;
  for (const client of [events, organization.asAdministratorOf(member).events]) {
    const { Entries, FailedEntryCount } = await client.send(
      new PutEventsCommand({ Entries: [{ ...entry, EventBusName: bus }] }),
    );
    assert.equal(FailedEntryCount, 1);
    assert.equal(Entries?.[0]?.ErrorCode, 'NotAuthorizedForSourceException');
  }
  assert.deepEqual(takeAll(ingest), []);
});

test('an entry without a detail fails by itself', async () => {
  const { Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        { Source: 'shop', DetailType: 'order', Detail: '{"id":1}' },
        { Source: 'shop', DetailType: 'order', Detail: 'not JSON' },
        { Source: 'shop', DetailType: 'order' },
      ],
    }),
  );
  assert.deepEqual(
    Entries?.map(({ ErrorCode }) => ErrorCode),
    [undefined, 'MalformedDetail', 'InvalidArgument'],
  );
  assert.equal(takeAll().length, 1);
});

test("a member account's event stays on its own bus, unless it is sent to the central one", async () => {
  const central = 'rootkeeper';
  const EventPattern = JSON.stringify({ source: ['shop'] });
  await events.send(new PutRuleCommand({ Name: 'central-orders', EventBusName: central, EventPattern }));
  const Targets = [{ Id: 'q', Arn: queue.arn }];
  await events.send(new PutTargetsCommand({ Rule: 'central-orders', EventBusName: central, Targets }));
  const theirs = organization.asAdministratorOf(member).events;
  await theirs.send(custom());
  assert.deepEqual(takeAll(), []);
  await theirs.send(custom({ EventBusName: `arn:aws:events:us-east-1:${account}:event-bus/${central}` }));
  assert.deepEqual(
    takeAll().map((event) => event['account']),
    [member],
  );
});

test('a disabled rule lets nothing through', async () => {
  for (const Name of ['orders', 'orders-again']) await events.send(new DisableRuleCommand({ Name }));
  await events.send(custom());
  assert.deepEqual(takeAll(), []);
  assert.equal((await events.send(new DescribeRuleCommand({ Name: 'orders' }))).State, 'DISABLED');
});

test('the rule of the seed is shown with its target, so that it can be checked', async () => {
  const EventBusName = 'rootkeeper';
  const { EventBuses } = await events.send(new ListEventBusesCommand({}));
  assert.deepEqual(
    EventBuses?.map(({ Name }) => Name),
    ['default', EventBusName],
  );
  const { Rules } = await events.send(new ListRulesCommand({ EventBusName, NamePrefix: 'rootkeeper' }));
  assert.deepEqual(
    Rules?.map(({ Name, State }) => [Name, State]),
    [['rootkeeper-events', 'ENABLED']],
  );
  const { Targets } = await events.send(new ListTargetsByRuleCommand({ EventBusName, Rule: 'rootkeeper-events' }));
  assert.deepEqual(
    Targets?.map(({ Arn }) => Arn),
    [ingest.arn],
  );
});

test('a rule is deleted after its targets, and is gone then', async () => {
  const Name = 'orders-again';
  await assert.rejects(events.send(new DeleteRuleCommand({ Name })), { name: 'ValidationException' });
  await events.send(new RemoveTargetsCommand({ Rule: Name, Ids: ['q'] }));
  await events.send(new DeleteRuleCommand({ Name }));
  await assert.rejects(events.send(new DescribeRuleCommand({ Name })), { name: 'ResourceNotFoundException' });
});

for (const [promise, pattern] of [
  ['no JSON', 'source: shop'],
  ['a value that is not in a list', '{"source":"shop"}'],
  ['an operator that does not exist', '{"source":[{"regex":".*"}]}'],
  ['an operand of the wrong type', '{"detail":{"errorCode":[{"exists":"no"}]}}'],
] as const) {
  test(`an event pattern is refused: ${promise}`, async () => {
    await assert.rejects(events.send(new PutRuleCommand({ Name: 'wrong', EventPattern: pattern })), {
      name: 'InvalidEventPatternException',
    });
  });
}

const change = () => s3.send(new PutBucketPolicyCommand({ Bucket: 'watched', Policy: harmless }));
const harmless = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteBucket', Resource: 'arn:aws:s3:::watched' }],
});
await s3.send(new CreateBucketCommand({ Bucket: 'watched' }));

for (const [promise, faults, expected] of [
  ['as it should be', {}, 1],
  ['twice, when the next one shall be', { duplicateNext: 1 }, 2],
  ['not at all, when the next one shall be lost', { dropNext: 1 }, 0],
  ['twice, when all shall be', { duplicateShare: 1 }, 2],
  ['not at all, when all shall be lost', { dropShare: 1 }, 0],
] as const) {
  test(`an event is delivered ${promise}`, async () => {
    takeAll(ingest);
    Object.assign(world.faults.events, noFaults().events, faults);
    await change();
    Object.assign(world.faults.events, noFaults().events);
    assert.equal(takeAll(ingest).length, expected);
  });
}

test('an event that is held back arrives after one that came later', async () => {
  takeAll(ingest);
  Object.assign(world.faults.events, noFaults().events, { reorderShare: 1 });
  await change();
  Object.assign(world.faults.events, noFaults().events);
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'watched', Policy: `${harmless} ` }));
  while (messagesOf(world, ingest).peek().length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
  const sizes = takeAll(ingest).map(
    ({ detail }) => (detail['additionalEventData'] as Record<string, number>)['bytesTransferredIn'],
  );
  assert.deepEqual(sizes, [harmless.length + 1, harmless.length]);
});
