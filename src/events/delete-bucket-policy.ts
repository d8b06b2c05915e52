/**
 * S3 DeleteBucketPolicy: without a policy a bucket locks nobody out. After the sample in
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html (a root session's call).
 */
import { bucketOf } from './bucket-of.ts';
import type { EventKind } from './event-kind.ts';
import { malformed, signal } from './parsed-event.ts';

export const deleteBucketPolicy: EventKind = {
  eventSource: 's3.amazonaws.com',
  eventNames: ['DeleteBucketPolicy'],
  read: (record) => {
    const resource = bucketOf(record);
    if ('problem' in resource) return malformed('resource_invalid', resource.problem);
    return signal({ kind: 'bucket_policy_removed', resource, origin: record.origin });
  },
};
