/** Objects of the simulated S3, through the unmodified AWS SDK: what a ledger needs, conditional writes above all. */
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { answered } from '../../support/answered.ts';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { s3 } = organization.asAdministratorOf(organization.managementAccountId);
const Bucket = 'objects';
await s3.send(new CreateBucketCommand({ Bucket }));

const put = (Key: string, Body: string, more = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more = {}) => s3.send(new GetObjectCommand({ Bucket, Key, ...more }));

test('an object comes back as it was put, with its metadata', async () => {
  const key = 'remediations/111122223333/ä b+c.json';
  const { ETag } = await put(key, '{"a":1}', { ContentType: 'application/json', Metadata: { schema: '1' } });
  const object = await get(key);
  assert.equal(await object.Body?.transformToString(), '{"a":1}');
  assert.equal(object.ContentType, 'application/json');
  assert.deepEqual(object.Metadata, { schema: '1' });
  assert.equal(object.ETag, ETag);
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: key }));
  assert.equal(head.ContentLength, 7);
  assert.equal(head.ETag, ETag);
});

test('a body that is streamed in signed chunks arrives without its frame', async () => {
  const text = 'x'.repeat(200_000);
  await s3.send(
    new PutObjectCommand({
      Bucket,
      Key: 'streamed',
      Body: Readable.from([Buffer.from(text)]),
      ContentLength: text.length,
    }),
  );
  assert.equal(await (await get('streamed')).Body?.transformToString(), text);
});

test('of several who want to write what is not there yet, one succeeds', async () => {
  const attempts = await Promise.allSettled(
    ['a', 'b', 'c'].map((body) => put('intent.json', body, { IfNoneMatch: '*' })),
  );
  const refused = attempts.filter((attempt) => attempt.status === 'rejected');
  assert.equal(refused.length, 2);
  for (const { reason } of refused) {
    assert.equal((reason as Error).name, 'PreconditionFailed');
  }
});

test('an object is replaced only by whoever saw the current one', async () => {
  const { ETag: first } = await put('state.json', 'one');
  await put('state.json', 'two', { IfMatch: first });
  await assert.rejects(put('state.json', 'three', { IfMatch: first }), { name: 'PreconditionFailed' });
  await assert.rejects(put('never-written.json', 'one', { IfMatch: first }), { name: 'NoSuchKey' });
  assert.equal(await (await get('state.json')).Body?.transformToString(), 'two');
});

test('an object that is already known is not sent again', async () => {
  const { ETag } = await put('cached.json', 'one');
  await assert.rejects(get('cached.json', { IfNoneMatch: ETag }), answered(304, 'Unknown'));
  await assert.rejects(get('cached.json', { IfMatch: '"0"' }), { name: 'PreconditionFailed' });
});

test('a missing object is named so, by its head as well', async () => {
  await assert.rejects(get('missing'), { name: 'NoSuchKey' });
  await assert.rejects(s3.send(new HeadObjectCommand({ Bucket, Key: 'missing' })), { name: 'NotFound' });
});

test('a deleted object is gone, and deleting it again is no error', async () => {
  await put('short-lived', 'x');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'short-lived' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'short-lived' }));
  await assert.rejects(get('short-lived'), { name: 'NoSuchKey' });
});

test('keys are listed in their order, page by page', async () => {
  const keys = Array.from({ length: 25 }, (_, index) => `list/${String(index).padStart(2, '0')}`);
  for (const key of keys.toReversed()) await put(key, key);
  const listed: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 10, ContinuationToken: token }),
    );
    listed.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  assert.deepEqual(listed, keys);
});

test('a delimiter groups keys as folders, each told once, over pages too', async () => {
  for (const key of ['tree/a/1', 'tree/a/2', 'tree/b/1', 'tree/b/2', 'tree/top']) await put(key, key);
  const seen: (string | undefined)[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'tree/', Delimiter: '/', MaxKeys: 1, ContinuationToken: token }),
    );
    seen.push(
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ...(page.Contents ?? []).map(({ Key }) => Key),
    );
    token = page.NextContinuationToken;
  } while (token !== undefined);
  assert.deepEqual(seen, ['tree/a/', 'tree/b/', 'tree/top']);
});
