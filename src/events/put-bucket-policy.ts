/**
 * S3 PutBucketPolicy: a management event in the bucket's Region, with the new policy as an object.
 * After a sample of 2025 (event version 1.11); those of 2019 write some values as lists of one. Call:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
import { bucketOf } from './bucket-of.ts';
import { fieldOf } from './fields.ts';
import type { EventKind } from './event-kind.ts';
import { malformed, signal } from './parsed-event.ts';
import { policyInEvent } from './policy-in-event.ts';

export const putBucketPolicy: EventKind = {
  eventSource: 's3.amazonaws.com',
  eventNames: ['PutBucketPolicy'],
  read: (record) => {
    const resource = bucketOf(record);
    if ('problem' in resource) return malformed('resource_invalid', resource.problem);
    const policy = policyInEvent(fieldOf(record.requestParameters, 'bucketPolicy'));
    return signal({ kind: 'bucket_policy_changed', resource, policy, origin: record.origin });
  },
};
