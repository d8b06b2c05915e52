/** Buckets as such: made, found and deleted. */
import type { WireResponse } from '../../wire/wire.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import { addBucket } from '../../world/add-resource.ts';
import { type BucketCall, type S3Call, emptyAnswer, xmlAnswer } from './s3-call.ts';
import { childText, parseXml } from './s3-document.ts';
import { accessDenied } from './s3-faults.ts';

export function createBucket(call: S3Call, name: string): WireResponse {
  const { request, caller, world } = call;
  if (caller.kind === 'anonymous') throw accessDenied();
  checkName(name);
  const region = regionOf(call);
  const known = world.buckets.get(name);
  if (known === undefined) addBucket(world, { name, accountId: caller.accountId, region });
  else if (known.accountId !== caller.accountId) {
    const message =
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.';
    throw new AwsFault('BucketAlreadyExists', 409, message, { details: { BucketName: name } });
  } else if (region !== 'us-east-1' || known.region !== region) {
    // In us-east-1 alone, making one's own bucket again succeeds: "legacy behavior" in the API reference.
    const message = 'Your previous request to create the named bucket succeeded and you already own it.';
    throw new AwsFault('BucketAlreadyOwnedByYou', 409, message, { details: { BucketName: name } });
  }
  return emptyAnswer(request, 200, { location: `/${name}` });
}

/** After "General purpose bucket naming rules" in the S3 User Guide. */
function checkName(name: string): void {
  const isWellFormed = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..');
  const isReserved =
    /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || /^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3)$/.test(name);
  if (isWellFormed && !isReserved) return;
  throw new AwsFault('InvalidBucketName', 400, 'The specified bucket is not valid.', { details: { BucketName: name } });
}

function regionOf({ request }: S3Call): string {
  const wanted =
    request.body.length === 0
      ? undefined
      : childText(parseXml(request.body, 'CreateBucketConfiguration'), 'LocationConstraint');
  const isAllowed =
    wanted === undefined ? request.region === 'us-east-1' : wanted === request.region || request.region === 'us-east-1';
  if (isAllowed && wanted !== 'us-east-1') return wanted ?? request.region;
  const message = `The ${wanted ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new AwsFault('IllegalLocationConstraintException', 400, message);
}

export function headBucket({ request, bucket }: BucketCall): WireResponse {
  return emptyAnswer(request, 200, { 'x-amz-bucket-region': bucket.region, 'x-amz-access-point-alias': 'false' });
}

export function getBucketLocation({ request, bucket }: BucketCall): WireResponse {
  // us-east-1, the oldest, is told by saying nothing.
  return xmlAnswer(request, 'LocationConstraint', bucket.region === 'us-east-1' ? '' : bucket.region);
}

export function deleteBucket({ request, world, bucket }: BucketCall): WireResponse {
  if (bucket.objects.size > 0) {
    const message = 'The bucket you tried to delete is not empty';
    throw new AwsFault('BucketNotEmpty', 409, message, { details: { BucketName: bucket.name } });
  }
  world.buckets.delete(bucket.name);
  return emptyAnswer(request, 204);
}
