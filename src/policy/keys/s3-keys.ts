/**
 * S3's own keys. Calls on bucket policies carry the few of the first list; any other `s3:` key is absent from them, so
 * that a negated Deny on it shuts everybody out.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
import { chain, one } from '../domains/chain.ts';
import { inside } from '../domains/text-set.ts';
import type { KeyRow } from './model.ts';
import { resourceTagSpace } from './request-keys.ts';
import { absent, fixed, type Space } from './space.ts';

export const s3Keys: readonly KeyRow[] = [
  { key: 's3:ResourceAccount', space: ({ subject }) => fixed(subject.account) },
  { key: 's3:BucketTag/', space: () => resourceTagSpace },
  {
    key: 's3:TlsVersion',
    // Older versions are switched off: https://aws.amazon.com/blogs/security/tls-1-2-required-for-aws-endpoints/
    space: ({ secure }) => (secure ? choices(['1.2', 0], ['1.3', 0]) : absent),
  },
  { key: 's3:authType', space: () => choices(['REST-HEADER', 0], ['REST-QUERY-STRING', 0]) },
  // Version 2 is only taken by buckets from before June 2020.
  { key: 's3:signatureversion', space: () => choices(['AWS4-HMAC-SHA256', 0], ['AWS', 2]) },
  {
    key: 's3:signatureAge',
    // In milliseconds; a signature in the query string lives seven days. It "works for" presigned requests only:
    // whether others carry it is not documented, so an escape by its absence is never taken for granted.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
    space: () => ({ kind: 'number', levels: [{ price: 0, values: [{ from: 0, to: 604_800_001 }] }], absent: 2 }),
  },
  { key: 's3:x-amz-content-sha256', space: () => contentHashSpace },
];

const choices = (...list: readonly (readonly [value: string, price: 0 | 2])[]): Space => ({
  kind: 'choices',
  choices: list.map(([value, price]) => ({ value, price })),
});

const emptyBody = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const contentHashSpace: Space = {
  kind: 'text',
  sample: (word) => word.slice(0, 1).repeat(64),
  words: ['a', 'd'],
  usual: 0,
  known: ['UNSIGNED-PAYLOAD', emptyBody],
  levels: () => [{ price: 2, values: [inside(chain(...Array.from({ length: 64 }, () => one('hex'))))] }],
  absent: 0,
};
