/**
 * One bucket's policy, through one root session. The only file that knows S3's words for it.
 * Every call pins the owner: a bucket's name may have a new owner since the event was written.
 * Never: decides, retries (the job does), or lets an SDK type or error out.
 */
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Bucket } from '../domain/resource.ts';
import { asRefusal, codeOf } from './errors.ts';
import { asWriteRejection, type PolicyOnResource, type PolicyWrite } from './policy-on-resource.ts';

/** Throws `AwsRefusal`; kind `gone` means the bucket itself. */
export async function readBucketPolicy(s3: S3Client, { bucket, account }: Bucket): Promise<PolicyOnResource> {
  try {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: bucket, ExpectedBucketOwner: account }));
    return Policy === undefined || Policy === '' ? { kind: 'absent' } : { kind: 'present', text: Policy };
  } catch (error) {
    if (codeOf(error) === 'NoSuchBucketPolicy') return { kind: 'absent' };
    throw asRefusal(error, 'read the policy of bucket', bucket);
  }
}

/** A policy that S3 does not take is an answer, not an error: the caller has other strategies. */
export async function writeBucketPolicy(s3: S3Client, target: Bucket, text: string): Promise<PolicyWrite> {
  const { bucket, account } = target;
  try {
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, ExpectedBucketOwner: account, Policy: text }));
    return { kind: 'written' };
  } catch (error) {
    return asWriteRejection(asRefusal(error, 'write the policy of bucket', bucket));
  }
}

/** Removing what is not there is success. */
export async function removeBucketPolicy(s3: S3Client, { bucket, account }: Bucket): Promise<PolicyWrite> {
  try {
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket, ExpectedBucketOwner: account }));
    return { kind: 'written' };
  } catch (error) {
    if (codeOf(error) === 'NoSuchBucketPolicy') return { kind: 'written' };
    throw asRefusal(error, 'remove the policy of bucket', bucket);
  }
}
