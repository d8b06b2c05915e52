import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsRefusal, type RefusalKind } from '../../src/domain/aws-refusal.ts';
import { asRefusal, codeOf, kindOf } from '../../src/aws/errors.ts';

/** An error with the fields that the SDK's own errors have. */
function sdkError(name: string, { message = 'no', status = 400, headers = {} } = {}): Error {
  const error = new Error(message);
  error.name = name;
  return Object.assign(error, {
    $metadata: { httpStatusCode: status, requestId: 'req-1' },
    $response: { headers },
  });
}

const scp = 'User: arn:aws:iam::1:root is not authorized: with an explicit deny in a service control policy';
const rcp = 'not authorized to perform: s3:PutBucketPolicy with an explicit deny in a resource control policy';

for (const [name, message, status, kind] of [
  ['ThrottlingException', '', 400, 'throttled'],
  ['Throttling', 'Rate exceeded', 400, 'throttled'],
  ['SlowDown', '', 503, 'throttled'],
  ['TooManyRequestsException', '', 400, 'throttled'],
  ['RequestThrottled', '', 403, 'throttled'],
  ['ServiceUnavailable', '', 503, 'unavailable'],
  ['ServiceException', '', 500, 'unavailable'],
  ['TimeoutError', '', 0, 'unavailable'],
  ['SomethingNew', '', 502, 'unavailable'],
  ['ExpiredTokenException', '', 400, 'expired'],
  ['ExpiredToken', '', 400, 'expired'],
  ['InvalidClientTokenId', '', 403, 'not_ready'],
  ['EntityTemporarilyUnmodifiableException', '', 409, 'not_ready'],
  ['AccessDenied', 'not authorized to perform: sts:AssumeRoot', 403, 'denied'],
  ['AccessDeniedException', 'no', 400, 'denied'],
  ['AccessDenied', scp, 403, 'blocked_by_scp'],
  ['AccessDeniedException', rcp, 403, 'blocked_by_scp'],
  ['InvalidAction', 'Unknown Operation', 400, 'denied'],
  ['NoSuchEntityException', '', 404, 'gone'],
  ['NoSuchBucket', '', 404, 'gone'],
  ['AWS.SimpleQueueService.NonExistentQueue', '', 400, 'gone'],
  ['QueueDoesNotExist', '', 400, 'gone'],
  ['AccountNotFoundException', '', 400, 'gone'],
  ['OperationAborted', '', 409, 'conflict'],
  ['ConcurrentModificationException', '', 409, 'conflict'],
  ['MalformedPolicy', '', 400, 'invalid'],
  ['ValidationError', '', 400, 'invalid'],
] as const satisfies readonly (readonly [string, string, number, RefusalKind])[]) {
  test(`${name} (${status}) ${message} is ${kind}`, () => {
    assert.equal(kindOf(sdkError(name, { message, status })), kind);
  });
}

test('a text about service control policies decides nothing unless the code says denied', () => {
  assert.equal(kindOf(sdkError('ThrottlingException', { message: scp })), 'throttled');
  assert.equal(kindOf(sdkError('MalformedPolicy', { message: scp })), 'invalid');
});

test('a refused connection is unavailable, not a defect', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  assert.equal(kindOf(error), 'unavailable');
  assert.equal(codeOf(error), 'ECONNREFUSED');
});

test('the code is the same on every wire', () => {
  assert.equal(codeOf(sdkError('com.amazonaws.sqs#QueueDoesNotExist')), 'QueueDoesNotExist');
  assert.equal(codeOf(sdkError('AWS.SimpleQueueService.NonExistentQueue')), 'NonExistentQueue');
  assert.equal(codeOf(sdkError('NoSuchEntityException')), 'NoSuchEntity');
});

test('a refusal says what was attempted on what, why, and what to do; and keeps the cause and the request id', () => {
  const cause = sdkError('AccessDenied', { message: scp, status: 403 });
  const refusal = asRefusal(cause, 'read the policy of bucket', 'invoices');
  assert.equal(refusal.message, 'could not read the policy of bucket `invoices`: blocked by scp (AccessDenied)');
  assert.match(refusal.remedy, /aws:AssumedRoot.*ExemptAssumeRoot/u);
  assert.deepEqual(refusal.details, { awsCode: 'AccessDenied', requestId: 'req-1' });
  assert.equal(refusal.cause, cause);
});

test('the wrong STS endpoint is told apart from a missing permission', () => {
  assert.match(asRefusal(sdkError('InvalidAction'), 'open', 'x').remedy, /Regional STS endpoint/u);
});

test('Retry-After is kept, in milliseconds', () => {
  const refusal = asRefusal(sdkError('SlowDown', { status: 503, headers: { 'retry-after': '7' } }), 'write', 'b');
  assert.equal(refusal.details.retryAfterMs, 7000);
});

test('a refusal is not wrapped twice', () => {
  const refusal = asRefusal(sdkError('NoSuchBucket'), 'read', 'b');
  assert.equal(asRefusal(refusal, 'do something else with', 'c'), refusal);
  assert.ok(refusal instanceof AwsRefusal);
});
