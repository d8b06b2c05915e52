/** SQS's old query protocol, which old clients still speak: signed forms in, XML out, the same queues behind. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';
import { sendForm } from '../../support/signed-form.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { endpoint, managementAccountId: account, world } = organization;
const credentials = organization.administratorOf(account);
const QueueUrl = `${endpoint}/${account}/old`;

const call = (Action: string, fields: Record<string, string> = {}) =>
  sendForm(
    { Action, Version: '2012-11-05', ...fields },
    { endpoint, service: 'sqs', region: 'us-east-1', credentials },
  );
const element = (text: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];

test('a queue is made with attributes and tags, and read', async () => {
  const made = await call('CreateQueue', {
    QueueName: 'old',
    'Attribute.1.Name': 'VisibilityTimeout',
    'Attribute.1.Value': '7',
    'Tag.1.Key': 'team',
    'Tag.1.Value': 'a',
  });
  assert.equal(made.status, 200, made.text);
  assert.equal(element(made.text, 'QueueUrl'), QueueUrl);
  assert.equal(world.queues.get(`arn:aws:sqs:us-east-1:${account}:old`)?.tags.get('team'), 'a');
  const read = await call('GetQueueAttributes', { QueueUrl, 'AttributeName.1': 'VisibilityTimeout' });
  assert.match(read.text, /<Attribute><Name>VisibilityTimeout<\/Name><Value>7<\/Value><\/Attribute>/);
});

test('a policy is put, and taken away with ""', async () => {
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 'sqs:PurgeQueue', Resource: '*' }];
  const policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const set = (value: string) =>
    call('SetQueueAttributes', { QueueUrl, 'Attribute.1.Name': 'Policy', 'Attribute.1.Value': value });
  assert.equal((await set(policy)).status, 200);
  const { text } = await call('GetQueueAttributes', { QueueUrl, 'AttributeName.1': 'Policy' });
  assert.equal(element(text, 'Value')?.replaceAll('&quot;', '"'), policy);
  assert.equal((await set('')).status, 200);
  assert.doesNotMatch(
    (await call('GetQueueAttributes', { QueueUrl, 'AttributeName.1': 'Policy' })).text,
    /<Attribute>/,
  );
});

test('messages are sent in a batch, received and deleted', async () => {
  const sent = await call('SendMessageBatch', {
    QueueUrl,
    'SendMessageBatchRequestEntry.1.Id': 'one',
    'SendMessageBatchRequestEntry.1.MessageBody': 'a < b',
    'SendMessageBatchRequestEntry.1.MessageAttribute.1.Name': 'kind',
    'SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType': 'String',
    'SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue': 'test',
    'SendMessageBatchRequestEntry.2.Id': 'two',
    'SendMessageBatchRequestEntry.2.MessageBody': '\u0001',
  });
  assert.match(sent.text, /<SendMessageBatchResultEntry><Id>one<\/Id>/);
  assert.match(sent.text, /<BatchResultErrorEntry><Id>two<\/Id>.*<Code>InvalidMessageContents<\/Code>/);
  const { text } = await call('ReceiveMessage', {
    QueueUrl,
    MaxNumberOfMessages: '10',
    'MessageAttributeName.1': 'All',
  });
  assert.equal(element(text, 'Body'), 'a &lt; b');
  assert.match(text, /<MessageAttribute><Name>kind<\/Name><Value><DataType>String<\/DataType><StringValue>test/);
  const handle = element(text, 'ReceiptHandle') ?? '';
  assert.equal((await call('DeleteMessage', { QueueUrl, ReceiptHandle: handle })).status, 200);
  const { text: after } = await call('GetQueueAttributes', { QueueUrl, 'AttributeName.1': 'All' });
  assert.match(after, /<Name>ApproximateNumberOfMessagesNotVisible<\/Name><Value>0</);
});

for (const [promise, action, fields, status, code] of [
  ['a queue that does not exist', 'GetQueueUrl', { QueueName: 'none' }, 400, 'AWS.SimpleQueueService.NonExistentQueue'],
  ['a parameter that is missing', 'GetQueueUrl', {}, 400, 'MissingParameter'],
  ['a value out of range', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: '21' }, 400, 'InvalidParameterValue'],
  ['an operation that does not exist', 'StealMessages', { QueueUrl }, 400, 'InvalidAction'],
] as const) {
  test(`refused in the protocol's own words: ${promise}`, async () => {
    const answer = await call(action, fields);
    assert.deepEqual([answer.status, element(answer.text, 'Code')], [status, code]);
  });
}
