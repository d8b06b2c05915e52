/**
 * What CloudTrail says of a call that changes a bucket, after real events: the policy as an object in `bucketPolicy`,
 * the subresource as an empty member. Reading and writing objects are data events, which reach no rule here.
 */
import type { TrailNote, WireRequest } from '../../wire/wire.ts';
import type { Bucket } from '../../world/resources.ts';
import { parseObject } from '../policy-document.ts';

/** The event's name, where it is not the operation's, and the subresource that the call is about. */
const RECORDED: Readonly<Record<string, { readonly name?: string; readonly subresource?: string }>> = {
  CreateBucket: {},
  DeleteBucket: {},
  PutBucketPolicy: { subresource: 'policy' },
  DeleteBucketPolicy: { subresource: 'policy' },
  PutPublicAccessBlock: { name: 'PutBucketPublicAccessBlock', subresource: 'publicAccessBlock' },
  DeletePublicAccessBlock: { name: 'DeleteBucketPublicAccessBlock', subresource: 'publicAccessBlock' },
  PutBucketTagging: { subresource: 'tagging' },
  DeleteBucketTagging: { subresource: 'tagging' },
};

/** Undefined for a call that changes nothing. */
export function trailOf(request: WireRequest, name: string, bucket: Bucket | undefined): TrailNote | undefined {
  const recorded = RECORDED[request.operation];
  if (recorded === undefined) return undefined;
  const region = bucket?.region ?? request.region;
  const policy = request.operation === 'PutBucketPolicy' ? parseObject(request.body.toString('utf8')) : null;
  return {
    ...(recorded.name === undefined ? {} : { eventName: recorded.name }),
    requestParameters: {
      bucketName: name,
      ...(policy === null ? {} : { bucketPolicy: policy }),
      Host: `${name}.s3.${region}.amazonaws.com`,
      ...(recorded.subresource === undefined ? {} : { [recorded.subresource]: '' }),
    },
    additionalEventData: { SignatureVersion: 'SigV4', bytesTransferredIn: request.body.length },
    ...(bucket === undefined ? {} : { resources: resourcesOf(bucket) }),
    region,
  };
}

export function resourcesOf({
  accountId,
  arn,
}: Pick<Bucket, 'accountId' | 'arn'>): NonNullable<TrailNote['resources']> {
  return [{ accountId, type: 'AWS::S3::Bucket', ARN: arn }];
}
