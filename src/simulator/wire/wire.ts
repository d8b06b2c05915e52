/**
 * One call and one answer, as every simulated service sees them, whatever protocol carried them.
 * The server parses and authenticates before a handler runs, and renders faults, logs and events after it.
 */
import type { World } from '../world/world.ts';
import type { Caller } from './caller.ts';

/** SQS speaks JSON 1.0 with new SDKs and the query protocol with old ones (AWS CLI before 2.13.33). */
export type Protocol = 'query' | 'json-1.0' | 'json-1.1' | 'rest-xml';

/** What a handler tells about a call that CloudTrail records: set it before anything can fail. */
export type TrailNote = {
  /** The event's name where it is not the operation's, such as PutBucketPublicAccessBlock. */
  eventName?: string;
  requestParameters: Readonly<Record<string, unknown>> | null;
  responseElements?: Readonly<Record<string, unknown>> | null;
  additionalEventData?: Readonly<Record<string, unknown>>;
  /** `type` as CloudTrail names it: AWS::S3::Bucket, AWS::SQS::Queue. */
  resources?: readonly { readonly accountId: string; readonly type: string; readonly ARN: string }[];
  /** The account that gets the event; the caller's own when absent. */
  recipientAccountId?: string;
  /** The Region of the event; the request's when absent. */
  region?: string;
};

export type WireRequest = {
  readonly requestId: string;
  readonly protocol: Protocol;
  readonly method: string;
  readonly host: string;
  /** Decoded path, without the query string. */
  readonly path: string;
  /** The path and query exactly as they were sent. */
  readonly rawUrl: string;
  readonly query: URLSearchParams;
  /** Names in lower case; repeated headers joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The signing name: sts, iam, organizations, s3, sqs, events. */
  readonly service: string;
  readonly region: string;
  /** As the API names it: GetBucketPolicy, SetQueueAttributes. */
  readonly operation: string;
  /**
   * Query protocol: the form's fields, flat (`TaskPolicyArn.arn`, `Attribute.1.Name`). JSON: the parsed document.
   * REST (S3): empty; read query, headers, body and `s3`.
   */
  readonly params: Readonly<Record<string, unknown>>;
  /** S3 only: what the Host and path address. */
  readonly s3: { readonly bucket: string | null; readonly key: string | null } | null;
  readonly sourceIp: string;
  /** Tells that the caller went away before it was answered: nobody needs what it waited for. */
  readonly signal?: AbortSignal;
  /** Set by the handler, read by the server afterwards. */
  readonly notes: { resource?: string; trail?: TrailNote };
};

export type WireResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export type ServiceHandler = (
  request: WireRequest,
  caller: Caller,
  world: World,
) => Promise<WireResponse> | WireResponse;
