/** What a handler asks before it does anything. */
import type { PolicyText } from '../world/account.ts';

export type Access = {
  /** As IAM names it: `s3:GetBucketPolicy`. */
  readonly action: string;
  /** The ARN it is done to, or `*`. */
  readonly resource: string;
  /** The owner of the resource; null where there is none. */
  readonly resourceAccountId: string | null;
  /** Null: the resource could have a policy and has none. Absent: its kind has none, only the caller's policies count. */
  readonly resourcePolicy?: PolicyText | null;
  /** Condition keys of the service beside the global ones, such as `sts:TaskPolicyArn`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** S3's Get/Put/DeleteBucketPolicy: the bucket policy does not bind the owner's root. */
  readonly isRootExemptFromResourcePolicy?: boolean;
};
