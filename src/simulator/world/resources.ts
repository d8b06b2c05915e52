/**
 * Buckets and queues: what rootkeeper unlocks. Policies are kept as the exact text that was put.
 */
import type { PolicyText } from './account.ts';

type BlockPublicAccess = {
  blockPublicAcls: boolean;
  ignorePublicAcls: boolean;
  blockPublicPolicy: boolean;
  restrictPublicBuckets: boolean;
};

export type StoredObject = {
  readonly body: Buffer;
  readonly etag: string;
  readonly contentType: string;
  readonly lastModified: number;
  readonly metadata: Readonly<Record<string, string>>;
};

export type Bucket = {
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  policy: PolicyText | null;
  /** Null after it was deleted. */
  blockPublicAccess: BlockPublicAccess | null;
  readonly tags: Map<string, string>;
  readonly objects: Map<string, StoredObject>;
};

export type Queue = {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  /** SQS attribute names to values, `Policy` among them (absent or empty: no policy). */
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
};
