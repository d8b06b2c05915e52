/**
 * Sorts what the SDK throws into the few kinds that the rest of rootkeeper knows, by AWS's error codes.
 * Flow: every file in aws/ that sends a request catches here; `jobs/retry.ts` knows what becomes of each kind.
 * Never: reads message texts, but for the one case where AWS gives no code (see `deniedByOrganization`).
 */
import { AwsRefusal, type RefusalKind } from '../domain/aws-refusal.ts';
import { remedyFor } from './remedies.ts';

/** `attempt` is a verb phrase ("read the policy of bucket"), `on` the name of what it was done to. */
export function asRefusal(error: unknown, attempt: string, on: string): AwsRefusal {
  if (error instanceof AwsRefusal) return error;
  const kind = kindOf(error);
  const awsCode = codeOf(error);
  const requestId = metadataOf(error)?.requestId;
  const retryAfterMs = retryAfterOf(error);
  return new AwsRefusal(
    attempt,
    on,
    {
      kind,
      remedy: remedyFor(kind, awsCode),
      ...(awsCode === undefined ? {} : { awsCode }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
    error,
  );
}

export function kindOf(error: unknown): RefusalKind {
  if (error instanceof AwsRefusal) return error.kind;
  const code = codeOf(error);
  const known = code === undefined ? undefined : kindByCode(code);
  if (known === 'denied' && deniedByOrganization(error)) return 'blocked_by_scp';
  if (known !== undefined) return known;
  return kindByStatus(metadataOf(error)?.httpStatusCode);
}

/** AWS's code without the ornaments that the same error wears on different wires and in the SDK. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const systemCode = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const name = error.name === 'Error' || error.name === '' ? (systemCode ?? error.name) : error.name;
  return name
    .replace(/^.*#/u, '')
    .replace(/^AWS\.SimpleQueueService\./u, '')
    .replace(/Exception$/u, '');
}

const codes: Readonly<Partial<Record<RefusalKind, readonly string[]>>> = {
  throttled: [
    ...['Throttling', 'Throttled', 'ThrottledException', 'ThrottlingError', 'RequestThrottled', 'SlowDown'],
    ...['TooManyRequests', 'RequestLimitExceeded', 'LimitExceeded', 'BandwidthLimitExceeded', 'OverLimit'],
    ...['ProvisionedThroughputExceeded', 'TransactionInProgress', 'PriorRequestNotComplete', 'KmsThrottled'],
  ],
  unavailable: [
    ...['InternalError', 'InternalFailure', 'ServiceUnavailable', 'ServiceFailure', 'Service', 'RequestTimeout'],
    ...['TimeoutError', 'AbortError', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE'],
    ...['EHOSTUNREACH', 'ENETUNREACH', 'NetworkingError', 'CredentialsProviderError', 'RequestTimeTooSkewed'],
  ],
  expired: ['ExpiredToken', 'ExpiredTokenId', 'TokenRefreshRequired', 'RequestExpired'],
  // Credentials are eventually consistent; a root session is seconds old when it is used first.
  not_ready: ['InvalidClientTokenId', 'InvalidAccessKeyId', 'UnrecognizedClient', 'EntityTemporarilyUnmodifiable'],
  denied: [
    ...['AccessDenied', 'AccessDeniedForDependency', 'UnauthorizedOperation', 'Forbidden', 'NotAuthorized'],
    ...['SignatureDoesNotMatch', 'RegionDisabled', 'AllAccessDisabled', 'MissingAuthenticationToken'],
    ...['AWSOrganizationsNotInUse', 'ServiceAccessNotEnabled', 'AccountNotManagementOrDelegatedAdministrator'],
    ...['CallerIsNotManagementAccount', 'OrganizationNotFound', 'OrganizationNotInAllFeaturesMode'],
    // The global STS endpoint answers AssumeRoot with it: "Unknown Operation" (boto/boto3#4461).
    'InvalidAction',
  ],
  gone: [
    ...['NoSuchEntity', 'NoSuchBucket', 'NoSuchBucketPolicy', 'NoSuchKey', 'NotFound', 'NonExistentQueue'],
    ...['QueueDoesNotExist', 'QueueDeletedRecently', 'AccountNotFound', 'TargetNotFound', 'ChildNotFound'],
  ],
  conflict: [
    ...['OperationAborted', 'ConcurrentModification', 'ConcurrentAccess', 'Conflict', 'EntityAlreadyExists'],
    ...['DeleteConflict', 'UnmodifiableEntity', 'ConditionalRequestConflict', 'PreconditionFailed'],
  ],
};

const kinds = new Map(
  // The table's keys are kinds by its type; Object.entries forgets that.
  (Object.entries(codes) as [RefusalKind, readonly string[]][]).flatMap(([kind, list]) =>
    list.map((code) => [code, kind] as const),
  ),
);

const kindByCode = (code: string): RefusalKind | undefined => kinds.get(code);

/** For codes that we have never met. */
function kindByStatus(status: number | undefined): RefusalKind {
  if (status === undefined) return 'invalid';
  if (status >= 500) return 'unavailable';
  if (status === 429) return 'throttled';
  if (status === 403) return 'denied';
  return status === 404 ? 'gone' : 'invalid';
}

/**
 * The one place where a message is read: AWS says AccessDenied for a missing permission and for an SCP or RCP alike,
 * and tells them apart in words only, in a documented form: "… with an explicit deny in a service control policy"
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html; also
 * aws-samples/service-control-policy-examples#6). The one needs a permission of ours, the other the organization's
 * administrator; nobody retries either.
 */
const deniedByOrganization = (error: unknown): boolean =>
  error instanceof Error && /\b(?:service|resource) control polic(?:y|ies)\b/iu.test(error.message);

type ResponseMetadata = { httpStatusCode?: number; requestId?: string };

function metadataOf(error: unknown): ResponseMetadata | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata: unknown = error.$metadata;
  // The SDK's own documented shape; each field is optional, so absence is handled by those who read it.
  return typeof metadata === 'object' && metadata !== null ? metadata : undefined;
}

/** In seconds on the wire. The date form is not used by AWS and is ignored. */
function retryAfterOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$response' in error)) return undefined;
  const response: unknown = error.$response;
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined;
  const headers: unknown = response.headers;
  if (typeof headers !== 'object' || headers === null || !('retry-after' in headers)) return undefined;
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
