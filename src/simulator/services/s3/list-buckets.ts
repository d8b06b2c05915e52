/** ListBuckets: all buckets of the caller's account, in all Regions, page by page when pages are asked for. */
import type { WireResponse } from '../../wire/wire.ts';
import type { Bucket } from '../../world/resources.ts';
import { type S3Call, xmlAnswer } from './s3-call.ts';
import { accessDenied, invalidArgument } from './s3-faults.ts';

const PAGE_MAX = 10_000;

export function listBuckets({ request, caller, world }: S3Call): WireResponse {
  if (caller.kind === 'anonymous') throw accessDenied();
  const { query } = request;
  const prefix = query.get('prefix');
  const region = query.get('bucket-region');
  const max = pageSizeOf(query.get('max-buckets'));
  const after = tokenName(query.get('continuation-token'));
  // "Requests made to a Regional endpoint that is different from the bucket-region parameter are not supported."
  if (region !== null && region !== request.region)
    throw invalidArgument('Invalid bucket Region', 'bucket-region', region);

  const found = [...world.buckets.values()]
    .filter((bucket) => bucket.accountId === caller.accountId && bucket.name > after)
    .filter((bucket) => bucket.name.startsWith(prefix ?? '') && (region === null || bucket.region === region))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const page = found.slice(0, max);
  // The Region of each is told only to callers who send one of the newer parameters.
  const tellsRegion = ['prefix', 'bucket-region', 'max-buckets', 'continuation-token'].some((name) => query.has(name));
  return xmlAnswer(request, 'ListAllMyBucketsResult', {
    Buckets: { Bucket: page.map((bucket) => summary(bucket, tellsRegion)) },
    Owner: { ID: caller.accountId.padStart(64, '0') },
    ContinuationToken: found.length > page.length ? Buffer.from(page.at(-1)?.name ?? '').toString('base64') : null,
    Prefix: prefix,
  });
}

function summary({ name, arn, createdAt, region }: Bucket, tellsRegion: boolean) {
  return {
    Name: name,
    CreationDate: new Date(createdAt).toISOString(),
    BucketArn: tellsRegion ? arn : null,
    BucketRegion: tellsRegion ? region : null,
  };
}

function pageSizeOf(text: string | null): number {
  if (text === null) return PAGE_MAX;
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= PAGE_MAX) return size;
  throw invalidArgument(`Argument max-buckets must be an integer between 1 and ${PAGE_MAX}`, 'max-buckets', text);
}

function tokenName(token: string | null): string {
  return token === null ? '' : Buffer.from(token, 'base64').toString();
}
