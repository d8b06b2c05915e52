/** Stand-in until the evaluator lands. */
import type { Caller } from '../wire/caller.ts';
import type { WireRequest } from '../wire/wire.ts';
import type { PolicyText } from '../world/account.ts';
import type { World } from '../world/world.ts';

/** What a handler asks before it does anything. */
export type Access = {
  /** As IAM names it: `s3:GetBucketPolicy`. */
  readonly action: string;
  /** The ARN it is done to, or `*`. */
  readonly resource: string;
  /** The owner of the resource; null where there is none. */
  readonly resourceAccountId: string | null;
  readonly resourcePolicy?: PolicyText | null;
  /** Condition keys of the service beside the global ones, such as `sts:TaskPolicyArn`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** S3's Get/Put/DeleteBucketPolicy: the bucket policy does not bind the owner's root. */
  readonly isRootExemptFromResourcePolicy?: boolean;
};

/** Throws the service's AccessDenied, in AWS's words, when the caller may not. */
export function authorize(request: WireRequest, caller: Caller, world: World, access: Access): void {
  void [request, caller, world, access];
}
