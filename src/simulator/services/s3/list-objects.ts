/** ListObjectsV2: the keys of a bucket in their order, page by page, grouped at a delimiter when one is given. */
import type { WireResponse } from '../../wire/wire.ts';
import type { StoredObject } from '../../world/resources.ts';
import { type BucketCall, xmlAnswer } from './s3-call.ts';
import { invalidArgument } from './s3-faults.ts';

const PAGE_MAX = 1000;

type Wish = { readonly prefix: string; readonly delimiter: string; readonly after: string; readonly max: number };
type Item = { readonly key: string; readonly object: StoredObject } | { readonly group: string };

export function listObjects({ request, bucket }: BucketCall): WireResponse {
  const { query } = request;
  const token = query.get('continuation-token');
  const wish: Wish = {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after: token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64').toString(),
    max: pageSizeOf(query.get('max-keys')),
  };
  const { items, next } = pageOf(bucket.objects, wish);
  const written = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string): string => text;
  return xmlAnswer(request, 'ListBucketResult', {
    Name: bucket.name,
    Prefix: written(wish.prefix),
    Delimiter: wish.delimiter === '' ? null : written(wish.delimiter),
    MaxKeys: wish.max,
    EncodingType: query.get('encoding-type'),
    KeyCount: items.length,
    IsTruncated: next !== null,
    ContinuationToken: token,
    NextContinuationToken: next === null ? null : Buffer.from(next).toString('base64'),
    Contents: items.flatMap((item) => ('key' in item ? [summary(written(item.key), item.object)] : [])),
    CommonPrefixes: items.flatMap((item) => ('group' in item ? [{ Prefix: written(item.group) }] : [])),
  });
}

/** `next` is after what the next page starts; null on the last page. */
function pageOf(objects: ReadonlyMap<string, StoredObject>, wish: Wish): { items: Item[]; next: string | null } {
  const { prefix, after, max } = wish;
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted(byBytes);
  const items: Item[] = [];
  let last = '';
  for (const key of keys) {
    const group = groupOf(key, wish);
    const object = objects.get(key);
    // A group that was told is told once, also when the page before ended in its middle.
    if (object === undefined || (group !== null && (group === last || after.startsWith(group)))) continue;
    if (items.length === max) return { items, next: last };
    items.push(group === null ? { key, object } : { group });
    last = group ?? key;
  }
  return { items, next: null };
}

function groupOf(key: string, { prefix, delimiter }: Wish): string | null {
  if (delimiter === '') return null;
  const end = key.indexOf(delimiter, prefix.length);
  return end === -1 ? null : key.slice(0, end + delimiter.length);
}

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function summary(key: string, { etag, body, lastModified }: StoredObject) {
  const at = new Date(lastModified).toISOString();
  return { Key: key, LastModified: at, ETag: etag, Size: body.length, StorageClass: 'STANDARD' };
}

function pageSizeOf(text: string | null): number {
  if (text === null) return PAGE_MAX;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 0)
    throw invalidArgument('Provided max-keys not an integer or within integer range', 'max-keys', text);
  return Math.min(size, PAGE_MAX);
}
