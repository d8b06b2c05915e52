/** What S3 answers when it says no, after "List of error codes" in the S3 API Reference. */
import { AwsFault } from '../../wire/aws-fault.ts';
import type { Bucket } from '../../world/resources.ts';

export function accessDenied(): AwsFault {
  return new AwsFault('AccessDenied', 403, 'Access Denied');
}

export function noSuchBucket(name: string): AwsFault {
  return new AwsFault('NoSuchBucket', 404, 'The specified bucket does not exist', { details: { BucketName: name } });
}

export function noSuchKey(key: string): AwsFault {
  return new AwsFault('NoSuchKey', 404, 'The specified key does not exist.', { details: { Key: key } });
}

/** The header tells SDKs where to go; the body tells people. */
export function permanentRedirect({ name, region }: Bucket): AwsFault {
  return new AwsFault(
    'PermanentRedirect',
    301,
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    {
      headers: { 'x-amz-bucket-region': region },
      details: { Endpoint: `${name}.s3.${region}.amazonaws.com`, Bucket: name },
    },
  );
}

export function methodNotAllowed(method: string, resourceType: string): AwsFault {
  return new AwsFault('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.', {
    details: { Method: method, ResourceType: resourceType },
  });
}

export function malformedPolicy(message: string, detail?: string): AwsFault {
  return new AwsFault('MalformedPolicy', 400, message, detail === undefined ? {} : { details: { Detail: detail } });
}

export function malformedXml(): AwsFault {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new AwsFault('MalformedXML', 400, message);
}

export function invalidArgument(message: string, name: string, value: string): AwsFault {
  return new AwsFault('InvalidArgument', 400, message, { details: { ArgumentName: name, ArgumentValue: value } });
}

export function preconditionFailed(condition: string): AwsFault {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new AwsFault('PreconditionFailed', 412, message, { details: { Condition: condition } });
}
