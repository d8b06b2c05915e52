/** The organization that a seed makes: always the same, believable, and of every kind something, small as it may be. */
import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { DeleteBucketPolicyCommand, GetBucketPolicyCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { seedWorld } from '../../src/simulator/seed/seed-world.ts';
import {
  HEALTHY_BUCKETS,
  HEALTHY_QUEUES,
  LOCKED_BUCKETS,
  LOCKED_QUEUES,
  PERIMETER_BUCKETS,
  type PolicyMaker,
} from '../../src/simulator/seed/policies.ts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const seeded = (seed: number, accounts = 24) =>
  seedWorld({ endpoint: 'http://127.0.0.1:1', accounts, seed, latencyMs: 0, rootAccess: true });

suite('a seed', () => {
  test('makes the same organization each time, and another makes another', () => {
    const shape = (seed: number) => {
      const { world, environment } = seeded(seed);
      const { accounts, buckets, queues } = world;
      const policies = [...buckets.values()].map(({ name, region, policy }) => [name, region, policy]);
      const roots = [...accounts.values()].map(({ id, name, state, root }) => [
        id,
        name,
        state,
        root.accessKeys.length,
      ]);
      return { environment, policies, roots, queues: [...queues.keys()] };
    };
    assert.deepEqual(shape(3), shape(3));
    assert.notDeepEqual(shape(3).environment, shape(4).environment);
  });

  test('of 24 accounts makes every state and every kind of left-over root credential', () => {
    const accounts = [...seeded(1).world.accounts.values()];
    assert.deepEqual([...new Set(accounts.map(({ state }) => state))].toSorted(), [
      'ACTIVE',
      'PENDING_ACTIVATION',
      'PENDING_CLOSURE',
      'SUSPENDED',
    ]);
    for (const has of [
      ({ root }) => root.password !== null && root.mfaDevices.length === 0,
      ({ root }) => root.password !== null && root.mfaDevices.length > 0,
      ({ root }) => root.password === null && root.accessKeys.length === 1,
      ({ root }) => root.accessKeys.some(({ status }) => status === 'Inactive'),
      ({ root }) => root.signingCertificates.length > 0 && root.accessKeys.length === 0,
      ({ root }) => root.mfaDevices.some(({ serialNumber }) => serialNumber.startsWith('GAHT')),
      ({ root }) => root.password !== null && root.accessKeys.length === 2 && root.signingCertificates.length === 1,
    ] satisfies ((account: (typeof accounts)[number]) => boolean)[])
      assert.ok(accounts.some(has), String(has));
  });

  test('gives ids that no two accounts, buckets or queues share, also ten thousand times', () => {
    const { world } = seeded(1, 10_000);
    assert.equal(world.accounts.size, 10_001);
    assert.equal(new Set([...world.accounts.values()].map(({ email }) => email)).size, 10_001);
    const counted = [...world.buckets.values()].filter(({ accountId }) => world.accounts.has(accountId)).length;
    assert.equal(counted, world.buckets.size);
    assert.ok(world.buckets.size > 29_000, 'three buckets for nearly every account');
  });
});

suite('the seeded policies', async () => {
  const organization = await openSimulatedOrganization();
  after(() => organization[Symbol.asyncDispose]());
  const { world, managementAccountId } = organization;

  const policyOf = (make: PolicyMaker, resource: { arn: string; accountId: string }): string =>
    JSON.stringify({ Version: '2012-10-17', Statement: make(resource, world.organization.id) });

  for (const [name, makers, isOpen] of [
    ['healthy', HEALTHY_BUCKETS.slice(1), true], // the first is: none at all
    ['locked', LOCKED_BUCKETS, false],
    ['fenced', PERIMETER_BUCKETS, false],
  ] as const)
    for (const [index, make] of makers.entries())
      test(`${name} bucket policy ${index} ${isOpen ? 'lets' : 'keeps'} its administrator ${isOpen ? 'in' : 'out'}`, async () => {
        const bucket = organization.addBucket();
        const { s3 } = organization.asAdministratorOf(bucket.accountId);
        const Bucket = bucket.name;
        bucket.policy = policyOf(make, bucket);
        const attempts = [
          s3.send(new GetBucketPolicyCommand({ Bucket })),
          s3.send(new PutBucketPolicyCommand({ Bucket, Policy: bucket.policy })),
          s3.send(new DeleteBucketPolicyCommand({ Bucket })),
        ];
        for (const { status } of await Promise.allSettled(attempts)) assert.equal(status === 'fulfilled', isOpen);
      });

  for (const [name, makers, isOpen] of [
    ['healthy', HEALTHY_QUEUES.slice(1), true],
    ['locked', LOCKED_QUEUES, false],
  ] as const)
    for (const [index, make] of makers.entries())
      test(`${name} queue policy ${index} ${isOpen ? 'lets' : 'keeps'} its administrator ${isOpen ? 'in' : 'out'}`, async () => {
        const queue = organization.addQueue();
        const { sqs } = organization.asAdministratorOf(queue.accountId);
        queue.attributes.set('Policy', policyOf(make, queue));
        const attempts = [
          sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['Policy'] })),
          sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { VisibilityTimeout: '31' } })),
        ];
        for (const { status } of await Promise.allSettled(attempts)) assert.equal(status === 'fulfilled', isOpen);
      });

  test('the daemon may do what it needs, and not what only administrators do', async () => {
    const { sqs, s3 } = organization.as(organization.daemon);
    const QueueUrl = organization.environment['ROOTKEEPER_INGEST__QUEUE_URL'] ?? '';
    await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    const Attributes = { VisibilityTimeout: '1' };
    await assert.rejects(sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes })), {
      name: /^AccessDenied/,
    });
    const ledger = organization.environment['SIMULATED_LEDGER_BUCKET'] ?? '';
    assert.equal(world.buckets.get(ledger)?.accountId, managementAccountId);
    await assert.rejects(s3.send(new GetBucketPolicyCommand({ Bucket: ledger })), { name: 'AccessDenied' });
  });
});
