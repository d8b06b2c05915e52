/** Queues and their policies in the simulated SQS, through the unmodified AWS SDK, and in the old query protocol. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { answered } from '../../support/answered.ts';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { managementAccountId: account, world } = organization;
const { sqs } = organization.asAdministratorOf(account);

const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'victim' }));
const arn = `arn:aws:sqs:us-east-1:${account}:victim`;

const set = (Attributes: Record<string, string>) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
async function read(): Promise<Record<string, string>> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Attributes ?? {};
}

type Statement = Record<string, unknown>;
const send: Statement = { Sid: 's', Effect: 'Allow', Principal: '*', Action: 'SQS:SendMessage', Resource: arn };
const policy = (...statements: Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

test('a policy comes back exactly as it was put, and "" removes it', async () => {
  const text = policy(send).replace('{', '{\n ');
  await set({ Policy: text });
  assert.equal((await read())['Policy'], text);
  await set({ Policy: '' });
  assert.equal('Policy' in (await read()), false);
});

test('other attributes leave the policy alone', async () => {
  await set({ Policy: policy(send) });
  await set({ VisibilityTimeout: '45' });
  const { Policy, VisibilityTimeout, QueueArn, MessageRetentionPeriod } = await read();
  assert.deepEqual([Policy, VisibilityTimeout, QueueArn, MessageRetentionPeriod], [policy(send), '45', arn, '345600']);
});

const over = (status: number) => answered(status, 'OverLimit');
const invalid = answered(400, 'InvalidAttributeValue');
for (const [promise, text, refusal] of [
  ['text that is no JSON', 'deny', invalid],
  ['no Statement', '{}', invalid],
  ['no Principal', policy({ ...send, Principal: undefined }), invalid],
  ['an action of another service', policy({ ...send, Action: 's3:GetObject' }), invalid],
  ['an action that does not exist', policy({ ...send, Action: 'sqs:SendMessages' }), invalid],
  ['a resource of another service', policy({ ...send, Resource: 'arn:aws:s3:::bucket' }), invalid],
  ['a role that does not exist', policy({ ...send, Principal: { AWS: `arn:aws:iam::${account}:role/none` } }), invalid],
  ['more than 8,192 bytes', policy({ ...send, Sid: 'x'.repeat(8192) }), over(403)],
  ['more than 20 statements', policy(...many(21, () => send)), over(403)],
  ['more than 7 actions in a statement', policy({ ...send, Action: many(8, () => 'sqs:SendMessage') }), over(403)],
  [
    'more than 50 principals in a statement',
    policy({ ...send, Principal: { AWS: many(51, (index) => String(111_111_111_111 + index)) } }),
    over(403),
  ],
  [
    'more than 10 conditions in a statement',
    policy({
      ...send,
      Condition: { StringEquals: Object.fromEntries(many(11, (index) => [`aws:PrincipalTag/${index}`, 'x'])) },
    }),
    over(403),
  ],
] as const) {
  test(`a policy is refused: ${promise}`, async () => {
    await set({ Policy: policy(send) });
    await assert.rejects(set({ Policy: text, VisibilityTimeout: '99' }), refusal);
    const { Policy, VisibilityTimeout } = await read();
    assert.equal(Policy, policy(send));
    assert.notEqual(VisibilityTimeout, '99', 'nothing is set when one attribute is refused');
  });
}

for (const [promise, statement] of [
  ['everything to everybody', { Action: 'sqs:*' }],
  ['a lockout', { Effect: 'Deny', Action: 'SQS:*' }],
  ['exactly 7 actions', { Action: many(7, () => 'sqs:SendMessage') }],
  ['a pattern of queues', { Resource: `arn:aws:sqs:*:${account}:*` }],
  ['another account', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } }],
] as const) {
  test(`a policy is taken: ${promise}`, async () => {
    const text = policy({ ...send, ...statement });
    await set({ Policy: text });
    assert.equal(world.queues.get(arn)?.attributes.get('Policy'), text);
    // Behind everybody's back: one of them locks us out.
    world.queues.get(arn)?.attributes.set('Policy', '');
  });
}

for (const [promise, attributes, name] of [
  ['an unknown attribute', { Colour: 'blue' }, 'InvalidAttributeName'],
  ['a read-only attribute', { QueueArn: arn }, 'InvalidAttributeName'],
  ['a visibility timeout above twelve hours', { VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
  ['a retention below a minute', { MessageRetentionPeriod: '59' }, 'InvalidAttributeValue'],
  ['a redrive policy that is none', { RedrivePolicy: 'dead' }, 'InvalidParameterValue'],
  [
    'a dead-letter queue that does not exist',
    { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: `${arn}-dead`, maxReceiveCount: 3 }) },
    'InvalidParameterValue',
  ],
  [
    'no receipt at all before the dead-letter queue',
    { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 0 }) },
    'InvalidParameterValue',
  ],
] as const) {
  test(`an attribute is refused: ${promise}`, async () => {
    await assert.rejects(set(attributes), { name });
  });
}

test('permissions are added and removed by their label, and the last one takes the policy with it', async () => {
  await set({ Policy: '' });
  await sqs.send(
    new AddPermissionCommand({
      QueueUrl,
      Label: 'partner',
      AWSAccountIds: ['123456789012'],
      Actions: ['SendMessage', 'GetQueueUrl'],
    }),
  );
  const [statement] = (JSON.parse((await read())['Policy'] ?? '') as { Statement: Statement[] }).Statement;
  assert.deepEqual(statement, {
    Sid: 'partner',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Action: ['SQS:SendMessage', 'SQS:GetQueueUrl'],
    Resource: arn,
  });
  await assert.rejects(sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'nobody' })), {
    name: 'InvalidParameterValue',
  });
  await sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'partner' }));
  assert.equal('Policy' in (await read()), false);
});

test('a removed permission leaves the rest of the policy as it was', async () => {
  await set({ Policy: policy({ ...send, Sid: 'keep' }, { ...send, Sid: 'drop', Effect: 'Deny' }) });
  await sqs.send(new RemovePermissionCommand({ QueueUrl, Label: 'drop' }));
  const { Statement: statements } = JSON.parse((await read())['Policy'] ?? '') as { Statement: Statement[] };
  assert.deepEqual(statements, [{ ...send, Sid: 'keep' }]);
});

test('a queue is found by its name, listed page by page, and gone once deleted', async () => {
  for (const QueueName of ['list-c', 'list-a', 'list-b']) await sqs.send(new CreateQueueCommand({ QueueName }));
  const { QueueUrl: found } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'list-a' }));
  assert.equal(found, `${organization.endpoint}/${account}/list-a`);
  const first = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'list-', MaxResults: 2 }));
  const rest = await sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: 'list-', MaxResults: 2, NextToken: first.NextToken }),
  );
  const names = [...(first.QueueUrls ?? []), ...(rest.QueueUrls ?? [])].map((url) =>
    url.slice(url.lastIndexOf('/') + 1),
  );
  assert.deepEqual(names, ['list-a', 'list-b', 'list-c']);
  assert.equal(rest.NextToken, undefined);
  await sqs.send(new DeleteQueueCommand({ QueueUrl: found }));
  await assert.rejects(sqs.send(new GetQueueUrlCommand({ QueueName: 'list-a' })), answered(400, 'QueueDoesNotExist'));
});

test('a queue exists in one Region only', async () => {
  const elsewhere = organization.asAdministratorOf(account, 'eu-west-1').sqs;
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
  await assert.rejects(elsewhere.send(command), { name: 'QueueDoesNotExist' });
});

test('a queue may be made again as it is, but not otherwise', async () => {
  const make = (VisibilityTimeout: string) =>
    sqs.send(new CreateQueueCommand({ QueueName: 'again', Attributes: { VisibilityTimeout } }));
  await make('40');
  await make('40');
  await assert.rejects(make('41'), { name: 'QueueNameExists' });
});

test('a queue is made with its policy and its tags', async () => {
  const text = policy({ ...send, Resource: arn.replace('victim', 'complete') });
  await sqs.send(new CreateQueueCommand({ QueueName: 'complete', Attributes: { Policy: text }, tags: { team: 'a' } }));
  const queue = world.queues.get(arn.replace('victim', 'complete'));
  assert.equal(queue?.attributes.get('Policy'), text);
  assert.equal(queue.tags.get('team'), 'a');
  await sqs.send(new TagQueueCommand({ QueueUrl: queue.url, Tags: { 'rootkeeper:exempt': 'yes' } }));
  await sqs.send(new UntagQueueCommand({ QueueUrl: queue.url, TagKeys: ['team'] }));
  const { Tags } = await sqs.send(new ListQueueTagsCommand({ QueueUrl: queue.url }));
  assert.deepEqual(Tags, { 'rootkeeper:exempt': 'yes' });
});
