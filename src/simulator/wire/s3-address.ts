/**
 * What an S3 call is about: bucket, key and operation, from the Host, the path, the method and the subresource.
 * Both address styles are understood: `bucket.s3.us-east-1.amazonaws.com/key`, `bucket.localhost/key` and `host/bucket/key`.
 */
export type S3Address = { readonly bucket: string | null; readonly key: string | null; readonly operation: string };

export function addressS3(call: {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}): S3Address {
  const { bucket, key } = splitPath(call.host, call.path);
  return { bucket, key, operation: operationOf(call, bucket, key) };
}

function splitPath(host: string, path: string): { bucket: string | null; key: string | null } {
  const inHost = bucketInHost(host);
  const trimmed = path.replace(/^\//, '');
  if (inHost !== null) return { bucket: inHost, key: trimmed === '' ? null : trimmed };
  if (trimmed === '') return { bucket: null, key: null };
  const slash = trimmed.indexOf('/');
  if (slash === -1) return { bucket: trimmed, key: null };
  const key = trimmed.slice(slash + 1);
  return { bucket: trimmed.slice(0, slash), key: key === '' ? null : key };
}

function bucketInHost(host: string): string | null {
  const name = host.replace(/:\d+$/, '');
  const match = /^(?<bucket>.+?)\.(?:s3[.-].*amazonaws\.com|s3\.amazonaws\.com|s3\.localhost|localhost)$/.exec(name);
  const bucket = match?.groups?.['bucket'];
  return bucket === undefined || bucket === 's3' ? null : bucket;
}

/** Subresource in the query to the noun in the operation's name. */
const BUCKET_SUBRESOURCES: Readonly<Record<string, string>> = {
  policy: 'BucketPolicy',
  policyStatus: 'BucketPolicyStatus',
  location: 'BucketLocation',
  publicAccessBlock: 'PublicAccessBlock',
  acl: 'BucketAcl',
  versioning: 'BucketVersioning',
  tagging: 'BucketTagging',
  encryption: 'BucketEncryption',
  ownershipControls: 'BucketOwnershipControls',
  lifecycle: 'BucketLifecycleConfiguration',
  logging: 'BucketLogging',
  notification: 'BucketNotificationConfiguration',
  cors: 'BucketCors',
  website: 'BucketWebsite',
  replication: 'BucketReplication',
};

const VERBS: Readonly<Record<string, string>> = {
  GET: 'Get',
  PUT: 'Put',
  DELETE: 'Delete',
  HEAD: 'Head',
  POST: 'Post',
};

type Call = Parameters<typeof addressS3>[0];

function operationOf(call: Call, bucket: string | null, key: string | null): string {
  if (bucket === null) return call.method === 'GET' ? 'ListBuckets' : `${call.method} /`;
  return key === null ? bucketOperation(call) : objectOperation(call);
}

function bucketOperation({ method, query }: Call): string {
  for (const [name, noun] of Object.entries(BUCKET_SUBRESOURCES)) {
    if (query.has(name)) return `${VERBS[method] ?? method}${noun}`;
  }
  if (method === 'POST') return query.has('delete') ? 'DeleteObjects' : 'PostObject';
  if (method !== 'GET') return `${method === 'PUT' ? 'Create' : (VERBS[method] ?? method)}Bucket`;
  if (query.has('versions')) return 'ListObjectVersions';
  if (query.has('uploads')) return 'ListMultipartUploads';
  return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects';
}

function objectOperation({ method, query, headers }: Call): string {
  if (query.has('tagging')) return `${VERBS[method] ?? method}ObjectTagging`;
  if (query.has('acl')) return `${VERBS[method] ?? method}ObjectAcl`;
  if (query.has('uploads')) return 'CreateMultipartUpload';
  if (method === 'PUT' && headers['x-amz-copy-source'] !== undefined) return 'CopyObject';
  return `${VERBS[method] ?? method}Object`;
}
