/** The formatting promise, made visible: what stands in a policy before a carve-out, and what stands there after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Service } from '../../../src/domain/resource.ts';
import { proposeRepair } from '../../../src/policy/repair/propose-repair.ts';

const account = '111122223333';

function carved(service: Service, policyText: string) {
  const resource = service === 's3' ? 'b' : `arn:aws:sqs:eu-west-1:${account}:q`;
  const repair = proposeRepair({ service, account, resource, policyText }, 'carve-out', {
    breakGlassPrincipals: [],
  });
  assert.ok(!('refused' in repair), 'refused' in repair ? repair.refused : '');
  return repair;
}

/** Statements on lines of their own, two spaces a level, as the console writes them. */
const pretty = (...statements: readonly string[]) => `{
  "Version": "2012-10-17",
  "Statement": [
${statements.join(',\n')}
  ]
}
`;

const grant = `    {
      "Sid":  "Partner",
      "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::b/*"
    }`;

const deny = (actions: string, element = 'Action') => `    {
      "Sid": "DenyAll",
      "Effect": "Deny",
      "Principal": "*",
      "${element}": ${actions},
      "Resource": [
        "arn:aws:s3:::b",
        "arn:aws:s3:::b/*"
      ]
    }`;

const lines = (...actions: readonly string[]) =>
  `[\n${actions.map((action) => `        "${action}"`).join(',\n')}\n      ]`;

const managed = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

for (const [promise, before, after] of [
  ['all of S3 becomes all but the managing actions', deny('"s3:*"'), deny(lines(...managed), 'NotAction')],
  ['so does everything', deny('"*"'), deny(lines(...managed), 'NotAction')],
  [
    'a list in which all of S3 stands is one',
    deny(lines('s3:*', 's3:GetObject')),
    deny(lines(...managed), 'NotAction'),
  ],
  [
    'a list on one line stays on one line',
    deny('["S3:*"]'),
    deny('["S3:GetBucketPolicy", "S3:PutBucketPolicy", "S3:DeleteBucketPolicy"]', 'NotAction'),
  ],
  [
    'actions leave a list in place',
    deny(lines('s3:PutObject', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy')),
    deny(lines('s3:PutObject')),
  ],
  [
    'from its head as well',
    deny('["s3:putbucketpolicy",   "s3:DeleteBucketPolicy",  "s3:PutObject",   "s3:GetObject"]'),
    deny('["s3:PutObject",   "s3:GetObject"]'),
  ],
  [
    'a name with only a star behind it keeps what is longer',
    deny(lines('s3:PutBucketPolicy*', 's3:DeleteBucketPolicy')),
    deny(lines('s3:PutBucketPolicy?*')),
  ],
  [
    'exceptions join a list of exceptions',
    deny(lines('s3:GetObject', 's3:getbucketpolicy'), 'NotAction'),
    deny(lines('s3:GetObject', 's3:getbucketpolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'), 'NotAction'),
  ],
  [
    'and make a list of a single one',
    deny('"s3:GetObject"', 'NotAction'),
    deny(lines('s3:GetObject', ...managed), 'NotAction'),
  ],
  [
    'a wildcard that cannot be had without one name is said from outside',
    deny(lines('s3:Put*', 's3:DeleteBucketPolicy')),
    deny(
      lines(
        's3:PutBucketPolicy',
        's3:DeleteBucketPolicy',
        ...'ABCDGILO'.split('').map((letter) => `s3:${letter}*`),
        's3:Pa*',
        's3:R*',
        's3:S*',
        's3:T*',
        's3:U*',
      ),
      'NotAction',
    ),
  ],
] as const) {
  test(`carve-out: ${promise}`, () => {
    assert.equal(carved('s3', pretty(before, grant)).policyText, pretty(after, grant));
  });
}

test('carve-out: a statement that denied nothing else goes, with its comma', () => {
  const nothingElse = deny(lines('s3:PutBucketPolicy', 's3:DeleteBucketPolicy'));
  assert.equal(carved('s3', pretty(nothingElse, grant)).policyText, pretty(grant));
  assert.equal(carved('s3', pretty(grant, nothingElse)).policyText, pretty(grant));
});

test('carve-out: with the last statement the policy goes', () => {
  const repair = carved('s3', pretty(deny('["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]')));
  assert.equal(repair.policyText, null);
  assert.deepEqual(repair.changes, [
    'Statement 0 ("DenyAll") denied nothing but `s3:PutBucketPolicy` and `s3:DeleteBucketPolicy`: it is removed.',
    'No statement is left: the policy is removed.',
  ]);
});

for (const [promise, before, after] of [
  [
    'minified stays minified',
    '{"Statement":{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*"}}',
    '{"Statement":{"Effect":"Deny","Principal":"*","NotAction":["sqs:GetQueueAttributes","sqs:SetQueueAttributes","sqs:RemovePermission"],"Resource":"*"}}',
  ],
  [
    'a line with spaces stays one',
    '{ "Statement": [ { "Effect": "Deny", "Principal": "*", "Action": "SQS:*", "Resource": "*" } ] }',
    '{ "Statement": [ { "Effect": "Deny", "Principal": "*", "NotAction": ["SQS:GetQueueAttributes", "SQS:SetQueueAttributes", "SQS:RemovePermission"], "Resource": "*" } ] }',
  ],
  [
    'room inside brackets stays',
    '{ "Statement": [ { "Effect": "Deny", "Principal": "*", "Action": [ "sqs:*" ], "Resource": "*" } ] }',
    '{ "Statement": [ { "Effect": "Deny", "Principal": "*", "NotAction": [ "sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sqs:RemovePermission" ], "Resource": "*" } ] }',
  ],
  [
    'what shares a line goes on sharing it',
    '{"Statement": [\n  {"Effect": "Deny", "Principal": "*",\n   "Action": "sqs:*", "Resource": ["*"]}]}',
    '{"Statement": [\n  {"Effect": "Deny", "Principal": "*",\n   "NotAction": ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes", "sqs:RemovePermission"], "Resource": ["*"]}]}',
  ],
  [
    'tabs and line ends of Windows stay',
    '{\r\n\t"Statement": [{\r\n\t\t"Effect": "Deny",\r\n\t\t"Principal": "*",\r\n\t\t"Action": "sqs:*",\r\n\t\t"Resource": "*"\r\n\t}]\r\n}',
    '{\r\n\t"Statement": [{\r\n\t\t"Effect": "Deny",\r\n\t\t"Principal": "*",\r\n\t\t"NotAction": [\r\n\t\t\t"sqs:GetQueueAttributes",\r\n\t\t\t"sqs:SetQueueAttributes",\r\n\t\t\t"sqs:RemovePermission"\r\n\t\t],\r\n\t\t"Resource": "*"\r\n\t}]\r\n}',
  ],
] as const) {
  test(`carve-out: ${promise}`, () => {
    assert.equal(carved('sqs', before).policyText, after);
  });
}

test('the heading of a diff: one sentence a statement that changes or might have, in policy order', () => {
  const foreign = deny('"s3:*"').replace('"*"', '{ "AWS": "444455556666" }').replace('DenyAll', 'Foreign');
  assert.deepEqual(
    carved(
      's3',
      pretty(foreign, deny('"s3:Put*"').replace('"Sid": "DenyAll",\n      ', ''), deny('"s3:DeleteBucketPolicy"')),
    ).changes,
    [
      'Statement 0 ("Foreign") denies `s3:GetBucketPolicy`, `s3:PutBucketPolicy` and `s3:DeleteBucketPolicy` too, but leaves a way in for the account: it stays as it is.',
      'Statement 1 no longer denies `s3:PutBucketPolicy`; whatever else it denied stays denied. It lists what it spares, so an action that AWS adds to S3 later may be denied as well.',
      'Statement 2 ("DenyAll") denied nothing but `s3:DeleteBucketPolicy`: it is removed.',
    ],
  );
});
