/** Objects, as far as a ledger needs them: whole, conditional, with their metadata. No versions, no multipart. */
import { createHash } from 'node:crypto';
import { AwsFault } from '../../wire/aws-fault.ts';
import type { WireRequest, WireResponse } from '../../wire/wire.ts';
import type { StoredObject } from '../../world/resources.ts';
import { checkBeforeRead, checkBeforeWrite } from './preconditions.ts';
import { type ObjectCall, emptyAnswer, identifiersOf } from './s3-call.ts';
import { noSuchKey } from './s3-faults.ts';

export function putObject({ request, world, bucket, key }: ObjectCall): WireResponse {
  checkBeforeWrite(request, key, bucket.objects.get(key));
  const digest = createHash('md5').update(request.body).digest();
  const declared = request.headers['content-md5'];
  if (declared !== undefined && declared !== digest.toString('base64')) {
    throw new AwsFault('BadDigest', 400, 'The Content-MD5 you specified did not match what we received.');
  }
  const etag = `"${digest.toString('hex')}"`;
  bucket.objects.set(key, {
    body: request.body,
    etag,
    contentType: request.headers['content-type'] ?? 'binary/octet-stream',
    lastModified: world.clock.now(),
    metadata: metadataOf(request),
  });
  return emptyAnswer(request, 200, { etag });
}

export function getObject(call: ObjectCall): WireResponse {
  const object = find(call);
  if (checkBeforeRead(call.request, object) === 'not-modified') return notModified(call.request, object);
  return { status: 200, headers: headersOf(call.request, object), body: object.body };
}

export function headObject(call: ObjectCall): WireResponse {
  const object = find(call);
  if (checkBeforeRead(call.request, object) === 'not-modified') return notModified(call.request, object);
  const headers = { ...headersOf(call.request, object), 'content-length': String(object.body.length) };
  return { status: 200, headers, body: '' };
}

/** Deleting what is not there is no error, unless it should match. */
export function deleteObject({ request, bucket, key }: ObjectCall): WireResponse {
  checkBeforeWrite(request, key, bucket.objects.get(key));
  bucket.objects.delete(key);
  return emptyAnswer(request, 204);
}

function find({ bucket, key }: ObjectCall): StoredObject {
  const object = bucket.objects.get(key);
  if (object === undefined) throw noSuchKey(key);
  return object;
}

function notModified(request: WireRequest, { etag }: StoredObject): WireResponse {
  return emptyAnswer(request, 304, { etag });
}

const METADATA = 'x-amz-meta-';

function metadataOf({ headers }: WireRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(METADATA) ? [[name.slice(METADATA.length), value]] : [],
    ),
  );
}

function headersOf(request: WireRequest, object: StoredObject): Readonly<Record<string, string>> {
  return {
    ...identifiersOf(request),
    'content-type': object.contentType,
    etag: object.etag,
    'last-modified': new Date(object.lastModified).toUTCString(),
    ...Object.fromEntries(Object.entries(object.metadata).map(([name, value]) => [METADATA + name, value])),
  };
}
