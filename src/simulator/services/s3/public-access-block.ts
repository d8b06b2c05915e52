/** Block Public Access of a bucket. The same switches for a whole account or organization are not simulated. */
import { AwsFault } from '../../wire/aws-fault.ts';
import type { WireResponse } from '../../wire/wire.ts';
import { type BucketCall, emptyAnswer, xmlAnswer } from './s3-call.ts';
import { type XmlDocument, childText, parseXml } from './s3-document.ts';
import { malformedXml } from './s3-faults.ts';

const ROOT = 'PublicAccessBlockConfiguration';

export function getPublicAccessBlock({ request, bucket }: BucketCall): WireResponse {
  const block = bucket.blockPublicAccess;
  if (block === null) {
    const message = 'The public access block configuration was not found';
    throw new AwsFault('NoSuchPublicAccessBlockConfiguration', 404, message, { details: { BucketName: bucket.name } });
  }
  return xmlAnswer(request, ROOT, {
    BlockPublicAcls: block.blockPublicAcls,
    IgnorePublicAcls: block.ignorePublicAcls,
    BlockPublicPolicy: block.blockPublicPolicy,
    RestrictPublicBuckets: block.restrictPublicBuckets,
  });
}

export function putPublicAccessBlock({ request, bucket }: BucketCall): WireResponse {
  const document = parseXml(request.body, ROOT);
  bucket.blockPublicAccess = {
    blockPublicAcls: isOn(document, 'BlockPublicAcls'),
    ignorePublicAcls: isOn(document, 'IgnorePublicAcls'),
    blockPublicPolicy: isOn(document, 'BlockPublicPolicy'),
    restrictPublicBuckets: isOn(document, 'RestrictPublicBuckets'),
  };
  return emptyAnswer(request, 200);
}

export function deletePublicAccessBlock({ request, bucket }: BucketCall): WireResponse {
  bucket.blockPublicAccess = null;
  return emptyAnswer(request, 204);
}

/** What is not said is off. */
function isOn(document: XmlDocument, name: string): boolean {
  const text = childText(document, name)?.toLowerCase() ?? 'false';
  if (text !== 'true' && text !== 'false') throw malformedXml();
  return text === 'true';
}
