/** Buckets of the simulated S3, through the unmodified AWS SDK: made, found in their Region, listed, deleted. */
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import type { LookupFunction } from 'node:net';
import { after, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketTaggingCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { answered } from '../../support/answered.ts';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { endpoint, managementAccountId: account, world } = organization;
const { s3 } = organization.asAdministratorOf(account);
const inFrankfurt = organization.asAdministratorOf(account, 'eu-central-1').s3;
const member = [...world.accounts.keys()].find((id) => id !== account) ?? '';
const neighbour = organization.asAdministratorOf(member).s3;

const create = (Bucket: string, LocationConstraint?: 'eu-central-1' | 'eu-west-1') =>
  new CreateBucketCommand({
    Bucket,
    ...(LocationConstraint === undefined ? {} : { CreateBucketConfiguration: { LocationConstraint } }),
  });

test('a new bucket lies in the Region that was asked for, and blocks public access', async () => {
  await s3.send(create('made-here'));
  await inFrankfurt.send(create('made-in-frankfurt', 'eu-central-1'));
  assert.equal(world.buckets.get('made-here')?.region, 'us-east-1');
  assert.equal(world.buckets.get('made-in-frankfurt')?.region, 'eu-central-1');
  assert.equal(world.buckets.get('made-here')?.blockPublicAccess?.blockPublicPolicy, true);
});

test('a bucket tells its Region, and us-east-1 tells of every bucket', async () => {
  await inFrankfurt.send(create('where-am-i', 'eu-central-1'));
  const location = new GetBucketLocationCommand({ Bucket: 'where-am-i' });
  assert.equal((await inFrankfurt.send(location)).LocationConstraint, 'eu-central-1');
  assert.equal((await s3.send(location)).LocationConstraint, 'eu-central-1');
  const head = await inFrankfurt.send(new HeadBucketCommand({ Bucket: 'where-am-i' }));
  assert.equal(head.BucketRegion, 'eu-central-1');
});

test('the wrong Region is told the right one, and a client that follows gets there', async () => {
  await inFrankfurt.send(create('elsewhere', 'eu-central-1'));
  const read = new GetBucketPolicyCommand({ Bucket: 'elsewhere' });
  await assert.rejects(s3.send(read), answered(301, 'PermanentRedirect'));
  // A HEAD has no body that could name the error; the header tells the Region all the same.
  await assert.rejects(s3.send(new HeadBucketCommand({ Bucket: 'elsewhere' })), answered(301, 'Unknown'));

  const following = new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: organization.administratorOf(account),
    forcePathStyle: true,
    followRegionRedirects: true,
  });
  await assert.rejects(following.send(read), { name: 'NoSuchBucketPolicy' });
  await following.send(new HeadBucketCommand({ Bucket: 'elsewhere' }));
});

test('a name is taken once in the whole world', async () => {
  await s3.send(create('only-one'));
  await s3.send(create('only-one')); // In us-east-1 the owner may make it again.
  await assert.rejects(neighbour.send(create('only-one')), { name: 'BucketAlreadyExists' });
  await inFrankfurt.send(create('only-one-in-frankfurt', 'eu-central-1'));
  await assert.rejects(inFrankfurt.send(create('only-one-in-frankfurt', 'eu-central-1')), {
    name: 'BucketAlreadyOwnedByYou',
  });
});

for (const [promise, client, command, name] of [
  ['a name with capitals is refused', s3, create('Not-Lower'), 'InvalidBucketName'],
  ['an address as a name is refused', s3, create('10.0.0.1'), 'InvalidBucketName'],
  [
    'another Region than the endpoint is refused',
    inFrankfurt,
    create('wrong-place', 'eu-west-1'),
    'IllegalLocationConstraintException',
  ],
] as const) {
  test(promise, async () => {
    await assert.rejects(client.send(command), { name });
  });
}

test('buckets are listed in the order of their names, page by page, with their Regions when pages are asked for', async () => {
  const all = (await s3.send(new ListBucketsCommand({}))).Buckets ?? [];
  assert.ok(all.length >= 4);
  assert.equal(all[0]?.BucketRegion, undefined);
  const names = all.map(({ Name }) => Name ?? '');
  assert.deepEqual(names, names.toSorted());

  const paged: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(new ListBucketsCommand({ MaxBuckets: 2, ContinuationToken: token }));
    for (const { Name, BucketRegion } of page.Buckets ?? []) {
      paged.push(Name ?? '');
      assert.equal(BucketRegion, world.buckets.get(Name ?? '')?.region);
    }
    token = page.ContinuationToken;
  } while (token !== undefined);
  assert.deepEqual(paged, names);
});

test('a list of one Region comes from that Region only', async () => {
  const wish = new ListBucketsCommand({ BucketRegion: 'eu-central-1' });
  const { Buckets } = await inFrankfurt.send(wish);
  assert.ok((Buckets?.length ?? 0) > 0 && Buckets?.every(({ BucketRegion }) => BucketRegion === 'eu-central-1'));
  await assert.rejects(s3.send(wish), { name: 'InvalidArgument' });
});

test('a bucket with objects in it is not deleted, an empty one is', async () => {
  await s3.send(create('short-lived'));
  await s3.send(new PutObjectCommand({ Bucket: 'short-lived', Key: 'a', Body: 'a' }));
  await assert.rejects(s3.send(new DeleteBucketCommand({ Bucket: 'short-lived' })), { name: 'BucketNotEmpty' });
  world.buckets.get('short-lived')?.objects.clear();
  await s3.send(new DeleteBucketCommand({ Bucket: 'short-lived' }));
  await assert.rejects(s3.send(new HeadBucketCommand({ Bucket: 'short-lived' })), { name: 'NotFound' });
});

test('tags are put, read and deleted all at once', async () => {
  await s3.send(create('tagged'));
  const read = new GetBucketTaggingCommand({ Bucket: 'tagged' });
  await assert.rejects(s3.send(read), { name: 'NoSuchTagSet' });
  const TagSet = [
    { Key: 'rootkeeper:exempt', Value: 'quarantine <1>' },
    { Key: 'cost', Value: '007' },
  ];
  await s3.send(new PutBucketTaggingCommand({ Bucket: 'tagged', Tagging: { TagSet } }));
  assert.deepEqual((await s3.send(read)).TagSet, TagSet);
  await s3.send(new DeleteBucketTaggingCommand({ Bucket: 'tagged' }));
  await assert.rejects(s3.send(read), { name: 'NoSuchTagSet' });
});

test('a bucket may be named in the host, as clients do by default', async () => {
  const names: string[] = [];
  const lookup: LookupFunction = (host, _options, found) => {
    names.push(host);
    found(null, [{ address: '127.0.0.1', family: 4 }]);
  };
  const byHost = new S3Client({
    endpoint: endpoint.replace('127.0.0.1', 'localhost'),
    region: 'us-east-1',
    credentials: organization.administratorOf(account),
    requestHandler: { httpAgent: new Agent({ lookup }) },
  });
  await byHost.send(create('in-the-host'));
  await byHost.send(new PutObjectCommand({ Bucket: 'in-the-host', Key: 'a/b', Body: 'x' }));
  assert.deepEqual([...(world.buckets.get('in-the-host')?.objects.keys() ?? [])], ['a/b']);
  assert.ok(
    names.every((name) => name === 'in-the-host.localhost'),
    names.join(),
  );
});
