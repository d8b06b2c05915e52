/**
 * A bucket's policy: read, put and deleted as text, exactly as it came. Who may was asked before; here is asked what
 * S3 asks of the text itself, and whether Block Public Access lets it pass.
 */
import { AwsFault } from '../../wire/aws-fault.ts';
import type { WireResponse } from '../../wire/wire.ts';
import { parsePolicyDocument } from '../policy-document.ts';
import { checkBucketPolicy } from './check-bucket-policy.ts';
import { isPublicPolicy } from './public-policy.ts';
import { type BucketCall, emptyAnswer, identifiersOf, xmlAnswer } from './s3-call.ts';
import { accessDenied } from './s3-faults.ts';

export function getBucketPolicy({ request, bucket }: BucketCall): WireResponse {
  if (bucket.policy === null) throw noSuchBucketPolicy(bucket.name);
  return {
    status: 200,
    headers: { ...identifiersOf(request), 'content-type': 'application/json' },
    body: bucket.policy,
  };
}

/**
 * `x-amz-confirm-remove-self-bucket-access` is taken and not asked for: how strictly S3 guards against people who lock
 * themselves out is documented nowhere, and that they do it happens every day.
 */
export function putBucketPolicy({ request, world, bucket }: BucketCall): WireResponse {
  const text = request.body.toString('utf8');
  const statements = checkBucketPolicy(world, bucket, text);
  // An existing public policy is left alone; only a new one is refused.
  if (bucket.blockPublicAccess?.blockPublicPolicy === true && isPublicPolicy(statements)) throw accessDenied();
  bucket.policy = text;
  return emptyAnswer(request, 204);
}

/** Deleting what is not there is no error. */
export function deleteBucketPolicy({ request, bucket }: BucketCall): WireResponse {
  bucket.policy = null;
  return emptyAnswer(request, 204);
}

export function getBucketPolicyStatus({ request, bucket }: BucketCall): WireResponse {
  if (bucket.policy === null) throw noSuchBucketPolicy(bucket.name);
  const statements = parsePolicyDocument(bucket.policy);
  const isPublic = typeof statements !== 'string' && isPublicPolicy(statements);
  return xmlAnswer(request, 'PolicyStatus', { IsPublic: isPublic });
}

function noSuchBucketPolicy(name: string): AwsFault {
  return new AwsFault('NoSuchBucketPolicy', 404, 'The bucket policy does not exist', { details: { BucketName: name } });
}
