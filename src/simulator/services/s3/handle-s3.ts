/**
 * The Simple Storage Service, in both address styles: buckets with policies, and the objects that a ledger needs.
 * Flow: find the bucket → the right Region and owner? → may the caller? → carry it out; changes leave a note for
 * CloudTrail.
 */
import { authorize } from '../../access/authorize.ts';
import { unknownOperation } from '../../server/unknown-operation.ts';
import type { Caller } from '../../wire/caller.ts';
import type { ServiceHandler, WireRequest, WireResponse } from '../../wire/wire.ts';
import type { Bucket } from '../../world/resources.ts';
import { conditionKeysOf } from './condition-keys.ts';
import { deleteBucketPolicy, getBucketPolicy, getBucketPolicyStatus, putBucketPolicy } from './bucket-policy.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './bucket-tagging.ts';
import { createBucket, deleteBucket, getBucketLocation, headBucket } from './buckets.ts';
import { listBuckets } from './list-buckets.ts';
import { listObjects } from './list-objects.ts';
import { deleteObject, getObject, headObject, putObject } from './objects.ts';
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from './public-access-block.ts';
import type { BucketCall, ObjectCall, S3Call } from './s3-call.ts';
import { accessDenied, methodNotAllowed, noSuchBucket, permanentRedirect } from './s3-faults.ts';
import { resourcesOf, trailOf } from './s3-trail.ts';

type BucketOperation = {
  readonly action: string;
  readonly run: (call: BucketCall) => WireResponse;
  /** Calls that the owner's root can always make, and that nobody of another account can ever make. */
  readonly isPolicyCall?: true;
};

const BUCKET_OPERATIONS = new Map<string, BucketOperation>(
  Object.entries({
    HeadBucket: { action: 's3:ListBucket', run: headBucket },
    DeleteBucket: { action: 's3:DeleteBucket', run: deleteBucket },
    GetBucketLocation: { action: 's3:GetBucketLocation', run: getBucketLocation },
    GetBucketPolicy: { action: 's3:GetBucketPolicy', run: getBucketPolicy, isPolicyCall: true },
    PutBucketPolicy: { action: 's3:PutBucketPolicy', run: putBucketPolicy, isPolicyCall: true },
    DeleteBucketPolicy: { action: 's3:DeleteBucketPolicy', run: deleteBucketPolicy, isPolicyCall: true },
    GetBucketPolicyStatus: { action: 's3:GetBucketPolicyStatus', run: getBucketPolicyStatus },
    GetPublicAccessBlock: { action: 's3:GetBucketPublicAccessBlock', run: getPublicAccessBlock },
    PutPublicAccessBlock: { action: 's3:PutBucketPublicAccessBlock', run: putPublicAccessBlock },
    DeletePublicAccessBlock: { action: 's3:PutBucketPublicAccessBlock', run: deletePublicAccessBlock },
    GetBucketTagging: { action: 's3:GetBucketTagging', run: getBucketTagging },
    PutBucketTagging: { action: 's3:PutBucketTagging', run: putBucketTagging },
    DeleteBucketTagging: { action: 's3:PutBucketTagging', run: deleteBucketTagging },
    ListObjectsV2: { action: 's3:ListBucket', run: listObjects },
  }),
);

type ObjectOperation = { readonly action: string; readonly run: (call: ObjectCall) => WireResponse };

const OBJECT_OPERATIONS = new Map<string, ObjectOperation>(
  Object.entries({
    GetObject: { action: 's3:GetObject', run: getObject },
    HeadObject: { action: 's3:GetObject', run: headObject },
    PutObject: { action: 's3:PutObject', run: putObject },
    DeleteObject: { action: 's3:DeleteObject', run: deleteObject },
  }),
);

export const handleS3: ServiceHandler = (request, caller, world) => {
  const call: S3Call = { request, caller, world };
  const { bucket = null, key = null } = request.s3 ?? {};
  if (request.operation === 'ListBuckets') return list(call);
  if (bucket === null) throw unknownOperation(request);
  if (request.operation === 'CreateBucket') return create(call, bucket);
  return key === null ? actOnBucket(call, bucket) : actOnObject(call, bucket, key);
};

function list(call: S3Call): WireResponse {
  const { request, caller, world } = call;
  authorize(request, caller, world, { action: 's3:ListAllMyBuckets', resource: '*', resourceAccountId: null });
  return listBuckets(call);
}

function create(call: S3Call, name: string): WireResponse {
  const { request, caller, world } = call;
  note(call, name, undefined);
  const resource = `arn:aws:s3:::${name}`;
  request.notes.resource = resource;
  const accountId = caller.kind === 'anonymous' ? null : caller.accountId;
  authorize(request, caller, world, { action: 's3:CreateBucket', resource, resourceAccountId: accountId });
  const response = createBucket(call, name);
  const bucket = world.buckets.get(name);
  const { trail } = request.notes;
  if (trail !== undefined && bucket !== undefined) trail.resources = resourcesOf(bucket);
  return response;
}

function actOnBucket(call: S3Call, name: string): WireResponse {
  const { request, caller } = call;
  const operation = BUCKET_OPERATIONS.get(request.operation);
  if (operation === undefined) throw unknownOperation(request);
  const bucket = findBucket(call, name);
  allow({ ...call, bucket }, operation, bucket.arn);
  // The policy may let them, S3 does not: "not using an identity that belongs to the bucket owner's account".
  if (operation.isPolicyCall === true && !owns(caller, bucket)) throw methodNotAllowed(request.method, 'BUCKETPOLICY');
  return operation.run({ ...call, bucket });
}

function actOnObject(call: S3Call, name: string, key: string): WireResponse {
  const operation = OBJECT_OPERATIONS.get(call.request.operation);
  if (operation === undefined) throw unknownOperation(call.request);
  const bucket = findBucket(call, name);
  allow({ ...call, bucket }, operation, `${bucket.arn}/${key}`);
  return operation.run({ ...call, bucket, key });
}

function findBucket(call: S3Call, name: string): Bucket {
  const { request, caller, world } = call;
  const bucket = world.buckets.get(name);
  request.notes.resource = `arn:aws:s3:::${name}`;
  note(call, name, bucket);
  if (bucket === undefined) throw noSuchBucket(name);
  if (!isRightRegion(request, caller, bucket)) throw permanentRedirect(bucket);
  const expected = request.headers['x-amz-expected-bucket-owner'];
  if (expected !== undefined && expected !== bucket.accountId) throw accessDenied();
  return bucket;
}

/** One port serves all Regions, so the Region of the signature stands for the endpoint. Unsigned calls have none. */
function isRightRegion({ operation, region }: WireRequest, caller: Caller, bucket: Bucket): boolean {
  if (region === bucket.region || caller.kind === 'anonymous') return true;
  // The endpoint of us-east-1 knows where every bucket is.
  return operation === 'GetBucketLocation' && region === 'us-east-1';
}

/** Said before anything can fail, so that failed calls are recorded too. */
function note({ request, caller }: S3Call, name: string, bucket: Bucket | undefined): void {
  const trail = caller.kind === 'anonymous' ? undefined : trailOf(request, name, bucket);
  if (trail !== undefined) request.notes.trail = trail;
}

function allow(
  { request, caller, world, bucket }: BucketCall,
  { action, isPolicyCall }: { readonly action: string; readonly isPolicyCall?: true },
  resource: string,
): void {
  authorize(request, caller, world, {
    action,
    resource,
    resourceAccountId: bucket.accountId,
    resourcePolicy: bucket.policy,
    context: conditionKeysOf(request),
    // "As a security precaution, the root user […] can always use this operation": the reference of PutBucketPolicy.
    isRootExemptFromResourcePolicy: isPolicyCall === true,
  });
}

function owns(caller: Caller, bucket: Bucket): boolean {
  return caller.kind !== 'anonymous' && caller.accountId === bucket.accountId;
}
