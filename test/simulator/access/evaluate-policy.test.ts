import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Decision, evaluatePolicy, type PolicyRequest } from '../../../src/simulator/access/evaluate-policy.ts';
import { PolicySyntaxError } from '../../../src/simulator/access/parse-policy.ts';

const BUCKET = 'arn:aws:s3:::data';
const request = (changes: Partial<PolicyRequest> = {}): PolicyRequest => ({
  action: 's3:PutBucketPolicy',
  resource: BUCKET,
  principal: { kind: 'account', accountId: '111122223333', arns: ['arn:aws:iam::111122223333:user/alice'] },
  context: {},
  ...changes,
});

type Row = readonly [what: string, statements: unknown, Decision, changes?: Partial<PolicyRequest>];

const deny = (changes: object): object => ({ Effect: 'Deny', Principal: '*', ...changes });
const on = (element: object): object => deny({ Action: 's3:*', ...element });
const about = (element: object): object => deny({ Resource: '*', ...element });
const grant = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' };

const rows: readonly Row[] = [
  ['nothing said', [], 'none'],
  ['an Allow', [grant], 'allow'],
  ['a Deny wins over an Allow before it', [grant, about({ Action: '*' })], 'deny'],
  ['and over one after it', [about({ Action: '*' }), grant], 'deny'],
  ['one statement without a list', about({ Action: '*' }), 'deny'],

  ['the action itself', about({ Action: 's3:PutBucketPolicy' }), 'deny'],
  ['in another case', about({ Action: 'S3:putbucketPOLICY' }), 'deny'],
  ['a service wildcard', about({ Action: ['sqs:*', 's3:*'] }), 'deny'],
  ['a wildcard inside', about({ Action: 's3:*BucketPol?cy' }), 'deny'],
  ['a question mark is one character', about({ Action: 's3:PutBucketPolic?y' }), 'none'],
  ['another action', about({ Action: ['s3:GetBucketPolicy', 's3:PutBucketPolicyX'] }), 'none'],
  ['NotAction that lists another', about({ NotAction: 's3:GetObject' }), 'deny'],
  ['NotAction that covers it', about({ NotAction: ['s3:GetObject', 's3:Put*'] }), 'none'],

  ['the bucket', on({ Resource: BUCKET }), 'deny'],
  ['its objects only', on({ Resource: `${BUCKET}/*` }), 'none'],
  ['a wildcard over bucket and objects', on({ Resource: `${BUCKET}*` }), 'deny'],
  ['everything of the service', on({ Resource: 'arn:aws:s3:::*' }), 'deny'],
  ['another bucket', on({ Resource: 'arn:aws:s3:::data2' }), 'none'],
  ['upper and lower case in resources', on({ Resource: 'arn:aws:s3:::Data' }), 'none'],
  ['NotResource with the objects', on({ NotResource: `${BUCKET}/*` }), 'deny'],
  ['NotResource with the bucket', on({ NotResource: [BUCKET, `${BUCKET}/*`] }), 'none'],
  [
    'a queue by account',
    about({ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:111122223333:*' }),
    'deny',
    {
      action: 'sqs:SetQueueAttributes',
      resource: 'arn:aws:sqs:eu-west-1:111122223333:jobs',
    },
  ],

  ['no principal element, asked for somebody', { Effect: 'Allow', Action: '*', Resource: '*' }, 'none'],
  [
    "no principal element in one's own policy",
    { Effect: 'Allow', Action: '*', Resource: '*' },
    'allow',
    { principal: null },
  ],
];

for (const [what, statements, expected, changes] of rows) {
  test(`evaluating a policy: ${what}`, () => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    assert.equal(evaluatePolicy(policy, request(changes)), expected);
  });
}

for (const [what, text] of [
  ['no JSON', '{'],
  ['no object', '[]'],
  ['no statement', '{"Version":"2012-10-17"}'],
  ['an unknown version', JSON.stringify({ Version: '2021-01-01', Statement: [] })],
  ['an effect in lower case', JSON.stringify({ Statement: { ...about({ Action: '*' }), Effect: 'deny' } })],
  ['both Action and NotAction', JSON.stringify({ Statement: about({ Action: '*', NotAction: '*' }) })],
  ['neither of them', JSON.stringify({ Statement: about({}) })],
  ['an unknown operator', JSON.stringify({ Statement: about({ Action: '*', Condition: { Roughly: { a: 'b' } } }) })],
  ['a principal of an unknown kind', JSON.stringify({ Statement: { ...grant, Principal: { Person: 'x' } } })],
] as const) {
  test(`not a policy: ${what}`, () => {
    assert.throws(() => evaluatePolicy(text, request()), PolicySyntaxError);
  });
}
