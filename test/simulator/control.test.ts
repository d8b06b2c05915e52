/** The control endpoint: what nobody can do through AWS's own services, and that services then behave accordingly. */
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { InviteAccountToOrganizationCommand } from '@aws-sdk/client-organizations';
import { GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
afterEach(() => control('DELETE', '/faults'));

const { world, daemon, endpoint, environment, managementAccountId, nextEvent } = organization;
const bucket = organization.addBucket();
const { accountId: member, name: Bucket } = bucket;
const { s3 } = organization.asAdministratorOf(member);
const whoAmI = new GetCallerIdentityCommand({});

async function control(method: string, path: string, body?: object) {
  const response = await fetch(`${endpoint}/_simulator${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

test('it lists its routes, and says which exist when one does not', async () => {
  const { answer } = await control('GET', '');
  assert.ok(Array.isArray(answer['routes']) && answer['routes'].includes('GET /_simulator/accounts'));
  assert.deepEqual((await control('GET', '/nothing')).status, 404);
  assert.match(String((await control('POST', '/accounts')).answer['error']), /takes GET/);
  assert.match(String((await control('PUT', '/clock', { skewMs: 'much' })).answer['error']), /`skewMs` .* number/);
});

test('no answer shows a secret', async () => {
  for (const path of ['', '/accounts', `/accounts/${member}`, '/sessions', '/requests', '/buckets', '/queues']) {
    const text = JSON.stringify((await control('GET', path)).answer);
    assert.doesNotMatch(text, /secretAccessKey|sessionToken/i, path);
  }
});

test('a policy put as an administrator locks the bucket and is told by an event', async () => {
  const told = nextEvent('PutBucketPolicy');
  const policy = { Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: bucket.arn }] };
  await control('PUT', '/policies', { resource: bucket.arn, policy });
  const { account, detail } = await told;
  assert.equal(account, member);
  const { bucketName, bucketPolicy } = detail['requestParameters'] as Record<string, unknown>;
  assert.deepEqual([bucketName, bucketPolicy], [Bucket, policy]);
  await assert.rejects(s3.send(new GetBucketPolicyCommand({ Bucket })), { name: 'AccessDenied' });
  await control('PUT', '/policies', { resource: bucket.arn, policy: null });
  await assert.rejects(s3.send(new GetBucketPolicyCommand({ Bucket })), { name: 'NoSuchBucketPolicy' });
});

test('a policy is changed between a read and a write', async () => {
  const Policy = (Sid: string) =>
    JSON.stringify({
      Statement: [{ Sid, Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${bucket.arn}/*` }],
    });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: Policy('first') }));
  await control('POST', '/faults/swaps', { resource: bucket.arn, policy: Policy('second') });
  const read = async () => (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? '';
  assert.match(await read(), /first/);
  assert.match(await read(), /second/);
});

test('a throttled call says so in the words of its service, as often as was asked', async () => {
  await control('POST', '/faults/calls', { service: 's3', operation: 'GetBucketPolicy', effect: 'throttle', times: 1 });
  await control('POST', '/faults/calls', { service: 'sts', effect: 'throttle', times: 1 });
  await assert.rejects(s3.send(new GetBucketPolicyCommand({ Bucket })), { name: 'SlowDown' });
  await assert.rejects(organization.as(daemon).sts.send(whoAmI), { name: 'Throttling' });
  await organization.as(daemon).sts.send(whoAmI);
});

test('an account that asks too much of a service is told to slow down, and others are not', async () => {
  await control('PUT', '/quotas', { sts: 1 });
  const answers = await Promise.allSettled(Array.from({ length: 12 }, () => organization.as(daemon).sts.send(whoAmI)));
  const refused = answers.filter((answer) => answer.status === 'rejected');
  assert.ok(refused.length >= 1 && refused.length <= 11, `${refused.length} of 12 were refused`);
  for (const { reason } of refused) assert.equal((reason as Error).name, 'Throttling');
  await organization.asAdministratorOf(member).sts.send(whoAmI);
});

test('an answer is lost after the call was carried out', async () => {
  await control('POST', '/faults/calls', { operation: 'PutBucketPolicy', effect: 'lose-answer', times: 1 });
  const Policy = JSON.stringify({
    Statement: [{ Sid: 'Kept', Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${bucket.arn}/*` }],
  });
  await assert.rejects(
    s3.send(new PutBucketPolicyCommand({ Bucket, Policy })),
    /socket hang up|ECONNRESET|terminated/i,
  );
  assert.equal(world.buckets.get(Bucket)?.policy, Policy);
});

test('a session ends before its time', async () => {
  const session = await organization.openRootSession(member, 'IAMAuditRootUserCredentials');
  await control('DELETE', `/sessions/${session.accessKeyId}`);
  await assert.rejects(organization.as(session).iam.send(new GetAccountSummaryCommand({})), { name: 'ExpiredToken' });
});

test('a skewed clock makes a signature too old, and is set right again', async (t) => {
  t.after(() => control('PUT', '/clock', { skewMs: 0 }));
  await control('PUT', '/clock', { skewMs: 3_600_000 });
  const { sts } = organization.as(daemon);
  await assert.rejects(sts.send(whoAmI), { name: 'SignatureDoesNotMatch' });
  // The SDK has learned the time from the answer, as it does with AWS.
  await sts.send(whoAmI);
});

test('an invitation is accepted by the account that was invited', async () => {
  const { organizations } = organization.asAdministratorOf(managementAccountId);
  const Target = { Type: 'ACCOUNT' as const, Id: '777788889999' };
  const { Handshake } = await organizations.send(new InviteAccountToOrganizationCommand({ Target }));
  const { answer } = await control('POST', `/invitations/${Handshake?.Id ?? ''}/accept`);
  assert.equal(answer['accountId'], Target.Id);
  assert.equal((await control('POST', `/invitations/${Handshake?.Id ?? ''}/accept`)).status, 404);
});

test('the root user signs in, and makes itself a key', async () => {
  const login = nextEvent('ConsoleLogin');
  await control('POST', `/accounts/${member}/root-activity`, { event: 'ConsoleLogin' });
  const { source, detail } = await login;
  assert.deepEqual([source, detail['eventType']], ['aws.signin', 'AwsConsoleSignIn']);
  assert.deepEqual(detail['responseElements'], { ConsoleLogin: 'Success' });

  const made = nextEvent('CreateAccessKey');
  await control('POST', `/accounts/${member}/root-activity`, { event: 'CreateAccessKey' });
  const { requestParameters, userIdentity } = (await made).detail;
  assert.equal(requestParameters, null);
  assert.equal((userIdentity as { type: string }).type, 'Root');
  assert.equal(world.accounts.get(member)?.root.accessKeys.length, 1);
});

test('a service control policy stops even root sessions, and is said to be why', async (t) => {
  t.after(() => control('PUT', `/service-control-policies/${member}`, { policies: [] }));
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }] };
  await control('PUT', `/service-control-policies/${member}`, { policies: [{ name: 'no IAM', policy }] });
  const session = await organization.openRootSession(member, 'IAMAuditRootUserCredentials');
  await assert.rejects(organization.as(session).iam.send(new GetAccountSummaryCommand({})), {
    name: 'AccessDenied',
    message: /service control policy/,
  });
});

test('an event and a message of any kind reach the ingest queue', async () => {
  const QueueUrl = environment['ROOTKEEPER_INGEST__QUEUE_URL'] ?? '';
  const queueArn = [...world.queues.values()].find(({ url }) => url === QueueUrl)?.arn;
  const { sqs } = organization.as(daemon);
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) break;
  }
  await control('POST', '/messages', { queueArn, body: 'not JSON at all' });
  const event = { source: 'aws.s3', account: member, region: 'us-east-1', detail: { eventName: 'PutBucketPolicy' } };
  await control('POST', '/events', event);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  assert.deepEqual(Messages.map(({ Body }) => Body).toSorted(), ['not JSON at all', JSON.stringify(event)].toSorted());
});
