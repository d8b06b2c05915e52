/** What a carve-out for break-glass principals alone writes, and that it lets in those and nobody else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Service } from '../../../src/domain/resource.ts';
import { proposeRepair } from '../../../src/policy/repair/propose-repair.ts';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/BreakGlass`;

function repaired(service: Service, policyText: string, breakGlassPrincipals: readonly string[] = [role]) {
  const resource = service === 's3' ? 'b' : `arn:aws:sqs:eu-west-1:${account}:q`;
  return proposeRepair({ service, account, resource, policyText }, 'carve-out', { breakGlassPrincipals });
}

function carved(service: Service, policyText: string) {
  const repair = repaired(service, policyText);
  assert.ok(!('refused' in repair), 'refused' in repair ? repair.refused : '');
  return repair;
}

const pretty = (...statements: readonly string[]) => `{
  "Version": "2012-10-17",
  "Statement": [
${statements.join(',\n')}
  ]
}
`;

const grant = `    {
      "Effect": "Allow", "Principal": "*",
      "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"
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

const manages = `[
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy"
      ]`;

const exemption = `,
      "Condition": {
        "ArnNotLike": {
          "aws:PrincipalArn": "arn:aws:iam::111122223333:role/BreakGlass"
        }
      }
    }`;
const exempting = (statement: string) => statement.replace(/\n {4}\}$/u, exemption);

test('break-glass: the statement is split, and its second half spares the named principals', () => {
  const second = exempting(deny(manages)).replace('"DenyAll"', '"DenyAllExceptBreakGlass"');
  const repair = carved('s3', pretty(deny('"s3:*"'), grant));
  assert.equal(repair.policyText, pretty(deny(manages, 'NotAction'), second, grant));
  assert.deepEqual(repair.changes, [
    'Statement 0 ("DenyAll") no longer denies `s3:GetBucketPolicy`, `s3:PutBucketPolicy` and `s3:DeleteBucketPolicy`: the new statement "DenyAllExceptBreakGlass" denies them to all but `arn:aws:iam::111122223333:role/BreakGlass`.',
  ]);
});

test('break-glass: nothing is split where nothing else was denied', () => {
  assert.equal(carved('s3', pretty(deny(manages), grant)).policyText, pretty(exempting(deny(manages)), grant));
});

for (const [promise, condition, after] of [
  [
    'the names join a clause that is there',
    '{"ArnNotLike":{"aws:principalarn":"arn:aws:iam::111122223333:root"},"StringNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:root"}}',
    '{"ArnNotLike":{"aws:principalarn":["arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:role/BreakGlass"]},"StringNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:root"}}',
  ],
  [
    'or stand beside other keys',
    '{"ArnNotLike":{"aws:SourceArn":["arn:aws:sns:*:*:*"]}}',
    '{"ArnNotLike":{"aws:SourceArn":["arn:aws:sns:*:*:*"],"aws:PrincipalArn":"arn:aws:iam::111122223333:role/BreakGlass"}}',
  ],
  [
    'or beside other operators',
    '{"StringNotEquals":{"aws:SourceAccount":"111122223333"}}',
    '{"StringNotEquals":{"aws:SourceAccount":"111122223333"},"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/BreakGlass"}}',
  ],
] as const) {
  test(`break-glass: ${promise}`, () => {
    const statement = (element: string, held: string) =>
      `{"Effect":"Deny","Principal":"*",${element},"Resource":"*","Condition":${held}}`;
    const actions = '["sqs:GetQueueAttributes","sqs:SetQueueAttributes","sqs:RemovePermission"]';
    assert.equal(
      carved('sqs', `{"Statement":${statement('"Action":["sqs:*"]', condition)}}`).policyText,
      `{"Statement":[${statement(`"NotAction":${actions}`, condition)},${statement(`"Action":${actions}`, after)}]}`,
    );
  });
}

test('break-glass: a Sid that is taken is not taken again', () => {
  const other = deny('"s3:GetObject"').replace('DenyAll', 'DenyAllExceptBreakGlass');
  const { policyText } = carved('s3', pretty(deny('"s3:*"'), other));
  assert.match(policyText ?? '', /"DenyAllExceptBreakGlass2"/u);
});

for (const [promise, arns, refused] of [
  [
    'a session is no principal that a condition can name',
    [`arn:aws:sts::${account}:assumed-role/BreakGlass/me`],
    /me` would still be shut out/u,
  ],
  [
    'a principal of another account cannot repair',
    [role, 'arn:aws:iam::444455556666:role/Friend'],
    /Friend` would still be shut out/u,
  ],
  ['root is not let in: it is in already', [`arn:aws:iam::${account}:root`], /:root` would still be shut out/u],
] as const) {
  test(`break-glass: ${promise}`, () => {
    const repair = repaired('s3', pretty(deny('"s3:*"')), arns);
    assert.ok('refused' in repair);
    assert.match(repair.refused, refused);
  });
}

test('break-glass: a statement that shuts out the role alone gives way as well', () => {
  const alone = deny('"s3:*"').replace('"*"', `{ "AWS": "${role}" }`).replace('DenyAll', 'DenyRole');
  const repair = carved('s3', pretty(deny(manages), alone));
  assert.equal(repair.changes.length, 2);
});

test('break-glass: nothing is proposed where nobody is shut out', () => {
  const repair = repaired('s3', pretty(deny('"s3:GetObject"')));
  assert.ok('refused' in repair);
  assert.match(repair.refused, /nothing to repair/u);
});
