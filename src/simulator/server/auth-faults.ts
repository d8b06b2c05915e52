/**
 * How each protocol says that it does not believe the caller. A table of AWS's own codes, statuses and texts.
 */
import { AwsFault } from '../wire/aws-fault.ts';
import type { Protocol, WireRequest } from '../wire/wire.ts';

export type AuthProblem =
  'missing' | 'incomplete-signature' | 'unknown-key' | 'bad-token' | 'expired-token' | 'skewed' | 'bad-signature';

type Refusal = readonly [code: string, status: number, message: string];

const MISSING = 'Request is missing Authentication Token';
const INVALID = 'The security token included in the request is invalid.';
const EXPIRED = 'The security token included in the request is expired';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const SKEWED = 'Signature expired: the request was signed outside of the fifteen minutes around now';
const INCOMPLETE = 'The request signature does not conform to AWS standards.';

const QUERY: Readonly<Record<AuthProblem, Refusal>> = {
  missing: ['MissingAuthenticationToken', 403, MISSING],
  'incomplete-signature': ['IncompleteSignature', 400, INCOMPLETE],
  'unknown-key': ['InvalidClientTokenId', 403, INVALID],
  'bad-token': ['InvalidClientTokenId', 403, INVALID],
  'expired-token': ['ExpiredToken', 403, EXPIRED],
  skewed: ['SignatureDoesNotMatch', 403, SKEWED],
  'bad-signature': ['SignatureDoesNotMatch', 403, MISMATCH],
};

const JSON_ERRORS: Readonly<Record<AuthProblem, Refusal>> = {
  missing: ['MissingAuthenticationTokenException', 400, MISSING],
  'incomplete-signature': ['IncompleteSignatureException', 400, INCOMPLETE],
  'unknown-key': ['UnrecognizedClientException', 400, INVALID],
  'bad-token': ['UnrecognizedClientException', 400, INVALID],
  'expired-token': ['ExpiredTokenException', 400, EXPIRED],
  skewed: ['InvalidSignatureException', 400, SKEWED],
  'bad-signature': ['InvalidSignatureException', 400, MISMATCH],
};

const S3: Readonly<Record<AuthProblem, Refusal>> = {
  missing: ['AccessDenied', 403, 'Access Denied'],
  'incomplete-signature': ['AuthorizationHeaderMalformed', 400, 'The authorization header is malformed.'],
  'unknown-key': ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
  'bad-token': ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  'expired-token': ['ExpiredToken', 400, 'The provided token has expired.'],
  skewed: ['RequestTimeTooSkewed', 403, 'The difference between the request time and the current time is too large.'],
  'bad-signature': ['SignatureDoesNotMatch', 403, MISMATCH],
};

const REFUSALS: Readonly<Record<Protocol, Readonly<Record<AuthProblem, Refusal>>>> = {
  query: QUERY,
  'json-1.0': JSON_ERRORS,
  'json-1.1': JSON_ERRORS,
  'rest-xml': S3,
};

export function authFault(request: WireRequest, problem: AuthProblem): AwsFault {
  const [code, status, message] = REFUSALS[request.protocol][problem];
  // SQS answers old and new clients at once: its JSON errors carry the query protocol's code beside their own.
  const queryCode = request.service === 'sqs' ? { queryCode: QUERY[problem][0] } : {};
  return new AwsFault(code, status, message, request.protocol === 'query' ? {} : queryCode);
}
