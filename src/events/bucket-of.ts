/** The bucket that a record is about, by names that were checked and agree. */
import { isBucketName, parseBucketArn, type Bucket } from '../domain/resource.ts';
import type { TrailRecord } from './envelope.ts';
import { fieldOf, unwrapped } from './fields.ts';

export function bucketOf(record: TrailRecord): Bucket | { readonly problem: string } {
  const resource = record.resources.find(({ type }) => type === 'AWS::S3::Bucket');
  const inArn = parseBucketArn(resource?.arn);
  const inRequest = unwrapped(fieldOf(record.requestParameters, 'bucketName'));
  const bucket = inRequest ?? inArn;

  if (!isBucketName(bucket)) return { problem: 'no name of a bucket in `detail.requestParameters`' };
  if (resource !== undefined && inArn !== bucket)
    return { problem: '`detail.requestParameters` and `detail.resources` name different buckets' };
  // Only the owner's own identities may write a policy, so the bucket is in the account that recorded the call.
  if (resource?.account !== undefined && resource.account !== record.account)
    return { problem: 'the bucket is in another account than the one that recorded the call' };
  return { kind: 'bucket', account: record.account, region: record.region, bucket };
}
