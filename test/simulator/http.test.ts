/** The simulator as an HTTP server: what it answers to calls that no SDK would make, and to callers in a hurry. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import { ListAccountsCommand, ListRootsCommand } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { world, endpoint, daemon, activeMembers } = organization;
const [, member = ''] = activeMembers;

test('an unsigned call is refused in the words of the service that it is for', async () => {
  const sts = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
  });
  assert.equal(sts.status, 403);
  assert.match(await sts.text(), /<Code>MissingAuthenticationToken<\/Code>/);
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSOrganizationsV20161128.ListAccounts',
  };
  const organizations = await fetch(endpoint, { method: 'POST', headers, body: '{}' });
  assert.equal(organizations.status, 400);
  assert.match(await organizations.text(), /MissingAuthenticationTokenException/);
});

for (const [promise, url, init] of [
  ['a path that is no UTF-8', '/%ff%fe/%', {}],
  ['a query with a lone percent sign', '/bucket?policy=%&X-Amz-Signature=%', {}],
  ['an authorization header of rubbish', '/', { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=/////' } }],
  [
    'a body that is not what its header says',
    '/',
    { method: 'POST', headers: { 'x-amz-target': 'AmazonSQS.SendMessage' }, body: '{' },
  ],
  ['a method that nobody knows', '/', { method: 'PATCH', body: 'x' }],
] as const)
  test(`${promise} is refused, and is no defect`, async () => {
    const { status } = await fetch(endpoint + url, init);
    assert.ok(status >= 400 && status !== 500, String(status));
  });

test('objects are streamed in, and their head is answered without a body', async () => {
  const { s3 } = organization.asAdministratorOf(member);
  const Bucket = 'streamed-objects';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const chunks = Array.from({ length: 64 }, (_, index) => Buffer.alloc(16_384, index));
  const Body = Readable.from(chunks);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'large', Body, ContentLength: 64 * 16_384 }));
  const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket, Key: 'large' }));
  assert.equal(ContentLength, 64 * 16_384);
  const { Body: read } = await s3.send(new GetObjectCommand({ Bucket, Key: 'large' }));
  assert.ok(Buffer.concat(chunks).equals(Buffer.from((await read?.transformToByteArray()) ?? [])));
});

test('hundreds of calls at once are all answered, each with its own answer', async () => {
  const clients = activeMembers.map((id) => ({ id, sts: organization.asAdministratorOf(id).sts }));
  const calls = Array.from({ length: 400 }, (_, index) => clients[index % clients.length]).map(async (client) => {
    const { Account } = (await client?.sts.send(new GetCallerIdentityCommand({}))) ?? {};
    assert.equal(Account, client?.id);
  });
  await Promise.all(calls);
});

test('latency is kept by every answer, and a hung call ends by a broken connection', async (t) => {
  t.after(() => {
    world.settings.latencyMs = 0;
    world.faults.calls.length = 0;
  });
  world.settings.latencyMs = 60;
  const startedAt = performance.now();
  const { organizations, sts } = organization.as(daemon);
  await organizations.send(new ListAccountsCommand({}));
  assert.ok(performance.now() - startedAt >= 60);
  const effect = { kind: 'hang', milliseconds: 30 } as const;
  world.faults.calls.push({ id: 'test', service: 'sts', effect, remaining: 1, probability: 1 });
  await assert.rejects(sts.send(new GetCallerIdentityCommand({})), /hang up|ECONNRESET/);
});

test('a defect of the simulator is a 500 that its log knows', async (t) => {
  const { rootId } = world.organization;
  const get = (): never => {
    throw new Error('a defect, made for this test');
  };
  Object.defineProperty(world.organization, 'rootId', { get, configurable: true });
  t.after(() => Object.defineProperty(world.organization, 'rootId', { value: rootId, configurable: true }));
  await assert.rejects(organization.as(daemon).organizations.send(new ListRootsCommand({})), {
    name: 'InternalFailure',
  });
  assert.equal(world.requestLog.entries().at(-1)?.status, 500);
});
