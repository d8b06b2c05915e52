/** Bucket policies of the simulated S3, through the unmodified AWS SDK: kept to the letter, refused as S3 refuses them. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { answered } from '../../support/answered.ts';
import { openSimulatedOrganization } from '../../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { managementAccountId: account, world } = organization;
const { s3 } = organization.asAdministratorOf(account);

const Bucket = 'policies';
const arn = `arn:aws:s3:::${Bucket}`;
await s3.send(new CreateBucketCommand({ Bucket }));

const put = (Policy: string, more = {}) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy, ...more }));
const read = new GetBucketPolicyCommand({ Bucket });

type Statement = Record<string, unknown>;
const tlsOnly: Statement = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const readByAnybody: Statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arn}/*` };
const policy = (...statements: Statement[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

test('a policy comes back exactly as it was put', async () => {
  const text = `${policy(tlsOnly).replace('{', '{ \n  ')}\n`;
  await put(text);
  assert.equal((await s3.send(read)).Policy, text);
});

test('a deleted policy is gone, and deleting it again is no error', async () => {
  await put(policy(tlsOnly));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  await assert.rejects(s3.send(read), answered(404, 'NoSuchBucketPolicy'));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
});

test('a bucket that does not exist is named so', async () => {
  await assert.rejects(s3.send(new GetBucketPolicyCommand({ Bucket: 'no-such-bucket-anywhere' })), {
    name: 'NoSuchBucket',
  });
});

test('the owner that is expected must be the owner', async () => {
  await put(policy(tlsOnly), { ExpectedBucketOwner: account });
  const stranger = { Bucket, ExpectedBucketOwner: '999999999999' };
  for (const attempt of [
    () => s3.send(new GetBucketPolicyCommand(stranger)),
    () => s3.send(new PutBucketPolicyCommand({ ...stranger, Policy: policy(readByAnybody) })),
    () => s3.send(new DeleteBucketPolicyCommand(stranger)),
  ]) {
    await assert.rejects(attempt, answered(403, 'AccessDenied'));
  }
  assert.equal(world.buckets.get(Bucket)?.policy, policy(tlsOnly));
});

test('removing the own access may be confirmed', async () => {
  await put(policy(tlsOnly), { ConfirmRemoveSelfBucketAccess: true });
});

const user = `arn:aws:iam::${account}:user/administrator`;
for (const [promise, text, message] of [
  ['text that is no JSON', 'Deny everything', /valid JSON/],
  ['a list', '[]', /valid JSON/],
  ['no Statement', '{"Version":"2012-10-17"}', /Missing required field Statement/],
  ['an empty Statement', policy(), /Missing required field Statement/],
  ['no Effect', policy({ ...tlsOnly, Effect: undefined }), /Effect/],
  ['no Principal', policy({ ...tlsOnly, Principal: undefined }), /Principal/],
  ['no Action', policy({ ...tlsOnly, Action: undefined }), /Action/],
  ['no Resource', policy({ ...tlsOnly, Resource: undefined }), /Resource/],
  ['an action of another service', policy({ ...tlsOnly, Action: ['s3:*', 'sqs:*'] }), /invalid action/],
  ['another bucket', policy({ ...tlsOnly, Resource: 'arn:aws:s3:::another/*' }), /invalid resource/],
  [
    'a pattern that cannot mean this bucket',
    policy({ ...tlsOnly, Resource: 'arn:aws:s3:::other-*' }),
    /invalid resource/,
  ],
  ['a resource of another service', policy({ ...tlsOnly, Resource: 'arn:aws:sqs:us-east-1:1:q' }), /invalid resource/],
  ['an object action on the bucket', policy({ ...tlsOnly, Action: 's3:GetObject', Resource: arn }), /does not apply/],
  [
    'a policy action on objects',
    policy({ ...tlsOnly, Action: 's3:PutBucketPolicy', Resource: `${arn}/*` }),
    /does not apply/,
  ],
  [
    'a user who does not exist',
    policy({ ...tlsOnly, Principal: { AWS: `arn:aws:iam::${account}:user/nobody` } }),
    /Invalid principal/,
  ],
  [
    'a role that does not exist',
    policy({ ...tlsOnly, Principal: { AWS: [user, `arn:aws:iam::${account}:role/nobody`] } }),
    /Invalid principal/,
  ],
  [
    'what is left of a deleted role',
    policy({ ...tlsOnly, Principal: { AWS: 'AROAEXAMPLEEXAMPLE12' } }),
    /Invalid principal/,
  ],
  [
    'text as a principal',
    policy({ ...tlsOnly, NotPrincipal: { AWS: 'everybody' }, Principal: undefined }),
    /Invalid principal/,
  ],
  ['more than 20 KB', policy(...Array.from({ length: 160 }, () => tlsOnly)), /maximum allowed document size/],
] as const) {
  test(`refused as malformed: ${promise}`, async () => {
    await assert.rejects(put(text), (error: Error) => {
      assert.equal(error.name, 'MalformedPolicy');
      assert.match(error.message, message);
      return true;
    });
  });
}

for (const [promise, statement] of [
  ['an account that is not of the organization', { Principal: { AWS: '123456789012' } }],
  ['a user who exists', { Principal: { AWS: user } }],
  ['a user by unique id', { Principal: { AWS: world.accounts.get(account)?.users.get('administrator')?.userId } }],
  ['a service', { Principal: { Service: 'logging.s3.amazonaws.com' } }],
  ['the account itself', { Principal: { AWS: `arn:aws:iam::${account}:root` } }],
  ['a pattern that may mean this bucket', { Resource: 'arn:aws:s3:::pol*' }],
  ['everything but a few actions', { Action: undefined, NotAction: ['s3:GetObject'], Resource: arn }],
  ['a lockout', { Condition: undefined, Principal: { AWS: '999999999999' } }],
] as const) {
  test(`taken: ${promise}`, async () => {
    await put(policy({ ...tlsOnly, ...statement }));
  });
}

const block = (BlockPublicPolicy: boolean) =>
  s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicPolicy } }));

for (const [promise, condition, isPublic] of [
  ['no condition is public', undefined, true],
  ['the organization is not public', { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }, false],
  ['a pattern of organizations is public', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, true],
  ['a narrow range is not public', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, false],
  ['a range wider than /8 is public', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }, true],
  ['a wide range beside a narrow one is public', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '::/0'] } }, true],
  ['a negated test is public', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, true],
  ['a test that is passed when absent is public', { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }, true],
  ['a key that anybody can set is public', { StringEquals: { 'aws:Referer': 'https://example.org' } }, true],
] as const) {
  test(`a grant to everybody under ${promise}`, async () => {
    const text = policy({ ...readByAnybody, Condition: condition });
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    await block(true);
    if (isPublic) await assert.rejects(put(text), { name: 'AccessDenied' });
    else await put(text);
    await block(false);
    await put(text);
    const { PolicyStatus } = await s3.send(new GetBucketPolicyStatusCommand({ Bucket }));
    assert.equal(PolicyStatus?.IsPublic, isPublic);
  });
}

test('a public policy that is there already stays when public policies become blocked', async () => {
  await block(false);
  await put(policy(readByAnybody));
  await block(true);
  assert.equal((await s3.send(read)).Policy, policy(readByAnybody));
});

test('Block Public Access is put, read and deleted', async () => {
  await block(true);
  const get = new GetPublicAccessBlockCommand({ Bucket });
  assert.deepEqual((await s3.send(get)).PublicAccessBlockConfiguration, {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: false,
  });
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await assert.rejects(s3.send(get), { name: 'NoSuchPublicAccessBlockConfiguration' });
});
