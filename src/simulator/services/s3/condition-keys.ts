/** S3's condition keys that repeat what a request says of an object or of a listing. Calls about a policy carry none. */
import type { WireRequest } from '../../wire/wire.ts';

const HEADERS = [
  'x-amz-acl',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-storage-class',
  'if-match',
  'if-none-match',
] as const;

const LISTING = ['prefix', 'delimiter', 'max-keys'] as const;

export function conditionKeysOf({ headers, query, operation }: WireRequest): Readonly<Record<string, string>> {
  const keys: Record<string, string> = {};
  if (operation === 'PutObject') {
    for (const name of HEADERS) if (headers[name] !== undefined) keys[`s3:${name}`] = headers[name];
  }
  if (operation === 'ListObjectsV2') {
    for (const name of LISTING) {
      const value = query.get(name);
      if (value !== null) keys[`s3:${name}`] = value;
    }
  }
  return keys;
}
