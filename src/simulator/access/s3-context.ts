/**
 * The condition keys that S3 sets for every request. There are many more, but calls about a bucket's policy carry none
 * of them: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
import type { WireRequest } from '../wire/wire.ts';
import type { ContextKeys } from './context.ts';

export function s3Context({ headers, query }: WireRequest, resourceAccountId: string | null): ContextKeys {
  const isPresigned = query.has('X-Amz-Signature');
  const isSigned = isPresigned || headers['authorization'] !== undefined;
  const contentHash = headers['x-amz-content-sha256'];
  return {
    's3:TlsVersion': '1.3',
    ...(resourceAccountId === null ? {} : { 's3:ResourceAccount': resourceAccountId }),
    ...(contentHash === undefined ? {} : { 's3:x-amz-content-sha256': contentHash }),
    ...(isSigned
      ? {
          's3:authType': isPresigned ? 'REST-QUERY-STRING' : 'REST-HEADER',
          's3:signatureversion': 'AWS4-HMAC-SHA256',
        }
      : {}),
  };
}
