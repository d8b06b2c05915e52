/**
 * What reading and writing a resource policy can answer, the same for buckets and queues.
 * Never: holds anything but values; the calls are in bucket-policy.ts and queue-policy.ts.
 */
import type { AwsRefusal } from '../domain/aws-refusal.ts';

/** `text` is exactly what the service returned, byte for byte. */
export type PolicyOnResource = { readonly kind: 'absent' } | { readonly kind: 'present'; readonly text: string };

export type PolicyWrite =
  | { readonly kind: 'written' }
  /** The service does not take this policy; another one may pass. */
  | { readonly kind: 'rejected'; readonly why: 'malformed' | 'denied'; readonly refusal: AwsRefusal };

/**
 * `malformed`: a principal that no longer exists, or a shape that the service does not take. `denied`: Block Public
 * Access turns down a policy that is public, with a bare AccessDenied, although root may always write a policy
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
 * Everything else is thrown.
 */
export function asWriteRejection(refusal: AwsRefusal): PolicyWrite {
  const { awsCode = '' } = refusal.details;
  if (malformedCodes.has(awsCode)) return { kind: 'rejected', why: 'malformed', refusal };
  if (awsCode === 'AccessDenied' && refusal.kind === 'denied') return { kind: 'rejected', why: 'denied', refusal };
  throw refusal;
}

const malformedCodes = new Set([
  ...['MalformedPolicy', 'MalformedPolicyDocument', 'InvalidPolicyDocument', 'PolicyTooLarge'],
  ...['InvalidAttributeValue', 'InvalidParameterValue'],
]);
