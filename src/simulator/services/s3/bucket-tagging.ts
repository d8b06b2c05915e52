/** A bucket's tags, which are put and deleted all at once. */
import { AwsFault } from '../../wire/aws-fault.ts';
import type { WireResponse } from '../../wire/wire.ts';
import { type BucketCall, emptyAnswer, xmlAnswer } from './s3-call.ts';
import { childDocuments, childText, parseXml } from './s3-document.ts';
import { malformedXml } from './s3-faults.ts';

export function getBucketTagging({ request, bucket }: BucketCall): WireResponse {
  if (bucket.tags.size === 0) {
    throw new AwsFault('NoSuchTagSet', 404, 'The TagSet does not exist', { details: { BucketName: bucket.name } });
  }
  const tags = [...bucket.tags].map(([Key, Value]) => ({ Key, Value }));
  return xmlAnswer(request, 'Tagging', { TagSet: { Tag: tags } });
}

export function putBucketTagging({ request, bucket }: BucketCall): WireResponse {
  const [set] = childDocuments(parseXml(request.body, 'Tagging'), 'TagSet');
  const tags = childDocuments(set ?? {}, 'Tag').map(
    (tag) => [childText(tag, 'Key'), childText(tag, 'Value') ?? ''] as const,
  );
  if (tags.some(([key]) => key === undefined || key === '')) throw malformedXml();
  bucket.tags.clear();
  for (const [key = '', value] of tags) bucket.tags.set(key, value);
  return emptyAnswer(request, 204);
}

export function deleteBucketTagging({ request, bucket }: BucketCall): WireResponse {
  bucket.tags.clear();
  return emptyAnswer(request, 204);
}
