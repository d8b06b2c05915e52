/**
 * What the signature says about itself, from the Authorization header or from a presigned URL's query.
 * The scope's service and Region also route the call: one port serves all services of all Regions.
 */
export type SignatureClaim = {
  readonly accessKeyId: string;
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly timestamp: string;
  readonly sessionToken: string | null;
  readonly presigned: boolean;
};

export function readSignatureClaim(
  headers: Readonly<Record<string, string>>,
  query: URLSearchParams,
): SignatureClaim | null {
  const authorization = headers['authorization'];
  if (authorization !== undefined) return fromHeader(authorization, headers);
  return query.has('X-Amz-Signature') ? fromQuery(query) : null;
}

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=(?<scope>[^,\s]+),\s*SignedHeaders=(?<headers>[^,\s]+),\s*Signature=(?<signature>[0-9a-f]{64})\s*$/;

function fromHeader(authorization: string, headers: Readonly<Record<string, string>>): SignatureClaim | null {
  const groups = AUTHORIZATION.exec(authorization)?.groups;
  const scope = splitScope(groups?.['scope']);
  if (groups === undefined || scope === null) return null;
  return {
    ...scope,
    signedHeaders: (groups['headers'] ?? '').split(';'),
    signature: groups['signature'] ?? '',
    timestamp: headers['x-amz-date'] ?? '',
    sessionToken: headers['x-amz-security-token'] ?? null,
    presigned: false,
  };
}

function fromQuery(query: URLSearchParams): SignatureClaim | null {
  const scope = splitScope(query.get('X-Amz-Credential') ?? undefined);
  if (scope === null) return null;
  return {
    ...scope,
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? '',
    sessionToken: query.get('X-Amz-Security-Token'),
    presigned: true,
  };
}

type Scope = Pick<SignatureClaim, 'accessKeyId' | 'date' | 'region' | 'service'>;

function splitScope(scope: string | undefined): Scope | null {
  const [accessKeyId, date, region, service, terminator] = scope?.split('/') ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined) return null;
  if (service === undefined || terminator !== 'aws4_request') return null;
  return { accessKeyId, date, region, service };
}
