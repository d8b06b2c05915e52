/** Bodies that are broken or meant to harm: each has its reason, none throws, none is believed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fieldOf } from '../../src/events/fields.ts';
import { changedSample, parse, sampleBody, sampleNames } from '../support/sample-event.ts';

const other = '999999999999';
const forged: readonly (readonly [promise: string, sample: string, changes: object, reason: string])[] = [
  ['a source that anybody may use', 'put-bucket-policy', { source: 'my.app' }, 'source_not_aws'],
  ['a source that only looks like AWS', 'put-bucket-policy', { source: 'notaws.s3' }, 'source_not_aws'],
  ['one service speaking for another', 'put-bucket-policy', { source: 'aws.sqs' }, 'source_mismatch'],
  ['an event of one account, recorded for another', 'put-bucket-policy', { account: other }, 'account_mismatch'],
  [
    'a bucket of another account',
    'put-bucket-policy',
    { detail: { resources: [{ accountId: other, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::my-bucket' }] } },
    'resource_invalid',
  ],
  [
    'two buckets in one call',
    'put-bucket-policy',
    { detail: { requestParameters: { bucketName: 'other-bucket' } } },
    'resource_invalid',
  ],
  [
    'a bucket name that is a path',
    'put-bucket-policy',
    { detail: { requestParameters: { bucketName: '../../admin?policy' }, resources: [] } },
    'resource_invalid',
  ],
  [
    'a directory bucket, which no root session reaches',
    'put-bucket-policy',
    { detail: { requestParameters: { bucketName: 'b--use1-az4--x-s3' }, resources: [] } },
    'resource_invalid',
  ],
  [
    'a queue URL that ends in another queue',
    'set-queue-attributes',
    { detail: { requestParameters: { queueUrl: 'https://sqs.us-east-1.amazonaws.com/444455556666/other' } } },
    'resource_invalid',
  ],
  [
    'a queue URL with the account of somebody else',
    'set-queue-attributes',
    { detail: { requestParameters: { queueUrl: `https://sqs.us-east-1.amazonaws.com/${other}/q` } } },
    'resource_invalid',
  ],
  [
    'a queue ARN of somebody else',
    'set-queue-attributes',
    { detail: { resources: [{ type: 'AWS::SQS::Queue', ARN: `arn:aws:sqs:us-east-1:${other}:q` }] } },
    'resource_invalid',
  ],
  [
    'a queue ARN of another Region',
    'set-queue-attributes',
    { detail: { resources: [{ type: 'AWS::SQS::Queue', ARN: 'arn:aws:sqs:eu-west-1:444455556666:q' }] } },
    'resource_invalid',
  ],
  [
    'a queue URL that is a command',
    'set-queue-attributes-2019',
    { detail: { requestParameters: { queueUrl: 'https://x/$(reboot)' } } },
    'resource_invalid',
  ],
  ['no queue at all', 'set-queue-attributes-2019', { detail: { requestParameters: null } }, 'resource_invalid'],
  [
    'an account id that is a number',
    'create-account-result',
    { detail: { serviceEventDetails: { createAccountStatus: { accountId: 444455556666 } } } },
    'resource_invalid',
  ],
  [
    'a root user of another account',
    'console-login-root',
    { detail: { userIdentity: { accountId: other } } },
    'account_mismatch',
  ],
  ['a target that is missing', 'assume-root', { detail: { requestParameters: null } }, 'resource_invalid'],
  ['a Region that is a host', 'put-bucket-policy', { detail: { awsRegion: 'evil.example' } }, 'not_an_event'],
  ['an account that is not one', 'put-bucket-policy', { account: '1' }, 'not_an_event'],
  ['no record', 'put-bucket-policy', { detail: [] }, 'not_an_event'],
];
for (const [promise, sample, changes, reason] of forged)
  test(`not believed: ${promise}`, () => {
    const parsed = parse(changedSample(sample, { ...changes }));
    assert.ok(parsed.kind === 'malformed', JSON.stringify(parsed));
    assert.equal(parsed.reason, reason, parsed.problem);
  });

const megabyte = 1024 * 1024;
const bodies: readonly (readonly [what: string, body: string, reason: string])[] = [
  ['nothing', '', 'not_json'],
  ['half an event', sampleBody('put-bucket-policy').slice(0, 300), 'not_json'],
  ['a word', '"PutBucketPolicy"', 'not_an_event'],
  ['a list of events', `[${sampleBody('put-bucket-policy')}]`, 'not_an_event'],
  ['an event wrapped by SNS', JSON.stringify({ Message: sampleBody('put-bucket-policy') }), 'not_an_event'],
  ['a megabyte of open brackets', '['.repeat(megabyte), 'too_deep'],
  ['half a megabyte of nesting, well closed', `${'['.repeat(megabyte / 2)}${']'.repeat(megabyte / 2)}`, 'too_deep'],
  ['a megabyte of nested objects', '{"a":'.repeat(megabyte / 5), 'too_deep'],
  ['more than SQS carries', `"${'x'.repeat(megabyte)}"`, 'too_large'],
];
for (const [what, body, reason] of bodies)
  test(`refused: ${what}`, () => {
    const parsed = parse(body);
    assert.ok(parsed.kind === 'malformed');
    assert.equal(parsed.reason, reason);
  });

test('what an event may be is bounded by depth, and brackets in text are no depth', () => {
  const nested = (depth: number) => parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
  assert.partialDeepStrictEqual(nested(64), { reason: 'not_an_event' });
  assert.partialDeepStrictEqual(nested(65), { reason: 'too_deep' });
  const text = `\\"${'[{'.repeat(5000)}`;
  assert.equal(parse(changedSample('put-bucket-policy', { detail: { userAgent: text } })).kind, 'signals');
});

test('a field that the event does not have is not found in what all objects have', () => {
  assert.equal(fieldOf(JSON.parse('{}'), 'constructor'), undefined);
  assert.equal(fieldOf(JSON.parse('{"__proto__": {"a": 1}}'), 'a'), undefined);
});

test('free text is made fit for a log: no control characters, no turned writing, no megabytes', () => {
  const userIdentity = { arn: `arn:aws:iam::444455556666:user/\u001b[31m\u202e${'x'.repeat(100_000)}` };
  const userAgent = 'aws-cli\r\n{"level":"fatal"}\u0000\u2028';
  const parsed = parse(changedSample('put-bucket-policy', { detail: { userIdentity, userAgent } }));
  assert.ok(parsed.kind === 'signals');
  const { actor, userAgent: agent } = parsed.signals[0]?.origin ?? {};
  assert.match(actor ?? '', /^arn:aws:iam::444455556666:user\/\[31mx{100,500}$/u);
  assert.equal(agent, 'aws-cli{"level":"fatal"}');
});

test('a problem never quotes the event', () => {
  const secret = 'AKIA-do-not-log-me';
  const changes = [{ source: secret }, { account: secret }, { detail: { awsRegion: secret } }, { detail: secret }];
  for (const change of changes)
    assert.doesNotMatch(JSON.stringify(parse(changedSample('put-bucket-policy', change))), /do-not-log-me/u);
  assert.doesNotMatch(JSON.stringify(parse(`{"a": ${secret}}`)), /do-not-log-me/u);
});

test('no JSON makes it throw', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (body) => {
      assert.notEqual(parse(body).kind, 'signals');
    }),
    { numRuns: 500 },
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string(), (body) => {
      assert.equal(parse(body).kind, 'malformed');
    }),
    { numRuns: 500 },
  );
});

test('no sample with something else in one of its places makes it throw, or leads to another account', () => {
  const place = fc.constantFrom(...sampleNames).chain((name) => {
    const event: unknown = JSON.parse(sampleBody(name));
    return fc.record({ event: fc.constant(event), path: fc.constantFrom(...pathsIn(event)), value: fc.jsonValue() });
  });
  fc.assert(
    fc.property(place, ({ event, path, value }) => {
      const parsed = parse(JSON.stringify(withValueAt(event, path, value)));
      if (parsed.kind !== 'signals') return;
      for (const signal of parsed.signals) if ('resource' in signal) assert.match(signal.resource.account, /^\d{12}$/u);
    }),
    { numRuns: 2000 },
  );
});

function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, [...path, name]))];
}

function withValueAt(value: unknown, [name, ...rest]: readonly string[], replacement: unknown): unknown {
  if (name === undefined) return replacement;
  if (Array.isArray(value))
    return value.map((inner: unknown, at) => (String(at) === name ? withValueAt(inner, rest, replacement) : inner));
  const object = value as Record<string, unknown>; // the path was taken from it
  return { ...object, [name]: withValueAt(object[name], rest, replacement) };
}
