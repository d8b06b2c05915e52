/** Unlocks a bucket: how `unlock.ts` reads and writes its policy. */
import { readBucketPolicy, removeBucketPolicy, writeBucketPolicy } from '../aws/bucket-policy.ts';
import type { Outcome } from '../domain/remediation.ts';
import type { Bucket } from '../domain/resource.ts';
import type { Attempt } from './attempt.ts';
import { unlock } from './unlock.ts';

export const unlockBucket = (bucket: Bucket, attempt: Attempt): Promise<Outcome> =>
  unlock(attempt, {
    resource: bucket,
    task: 'S3UnlockBucketPolicy',
    openPolicy: (session) => ({
      read: () => readBucketPolicy(session.s3(bucket.region, 'read'), bucket),
      replace: (text) => {
        const s3 = session.s3(bucket.region, 'change');
        return text === null ? removeBucketPolicy(s3, bucket) : writeBucketPolicy(s3, bucket, text);
      },
    }),
  });
