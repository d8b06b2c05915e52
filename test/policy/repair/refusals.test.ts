/** What is not repaired, and why; and where the services' limits end a repair that would be right otherwise. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Service } from '../../../src/domain/resource.ts';
import { type ProposedStrategy, proposeRepair, proveReplacement } from '../../../src/policy/repair/propose-repair.ts';

const account = '111122223333';
const queue = `arn:aws:sqs:eu-west-1:${account}:q`;

const question = (service: Service, policyText: string) => ({
  service,
  account,
  resource: service === 's3' ? 'b' : queue,
  policyText,
});
const policy = (...statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const deny = (changes: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...changes });

function propose(service: Service, strategy: ProposedStrategy, policyText: string) {
  return proposeRepair(question(service, policyText), strategy, { breakGlassPrincipals: [] });
}

function refusal(service: Service, strategy: ProposedStrategy, policyText: string): string {
  const repair = propose(service, strategy, policyText);
  assert.ok('refused' in repair, JSON.stringify(repair));
  assert.equal(repair.strategy, strategy);
  return repair.refused;
}

for (const strategy of ['carve-out', 'strip'] as const) {
  test(`${strategy}: no repair is made up for what is not broken, not a policy, or not understood`, () => {
    assert.match(refusal('s3', strategy, policy(deny({ Action: 's3:GetObject' }))), /^nothing to repair/u);
    assert.match(refusal('s3', strategy, '{"Statement": ['), /^the policy cannot be read: not JSON/u);
    assert.match(refusal('s3', strategy, policy(deny({ Effect: 'deny' }))), /^the policy cannot be read: `Effect`/u);
    const unknown = deny({ Condition: { StringFuzzy: { 'aws:PrincipalArn': 'x' } } });
    assert.match(refusal('s3', strategy, policy(unknown)), /^the policy is not understood/u);
  });
}

test('carve-out: a queue has no room for a wildcard without one of its names', () => {
  const refused = refusal('sqs', 'carve-out', policy(deny({ Action: ['sqs:Set*', 'sqs:Remove*'] })));
  assert.equal(refused, 'it would have 13 actions in one statement, and SQS takes 7');
});

test('carve-out: of many statements that each shut out, every one gives way, and no more is asked', () => {
  const statements = Array.from({ length: 60 }, (_, at) =>
    deny({ Condition: { StringNotEquals: { 'aws:SourceVpce': `vpce-${at}` } } }),
  );
  const repair = propose('s3', 'carve-out', policy(...statements, deny({ Action: 's3:GetObject' })));
  assert.ok('changes' in repair, JSON.stringify(repair));
  assert.equal(repair.changes.length, 60);
});

for (const strategy of ['carve-out', 'strip'] as const) {
  test(`${strategy}: nobody is kept waiting by a policy that no service stores`, () => {
    const refused = refusal('s3', strategy, policy(...Array.from({ length: 9000 }, () => deny({}))));
    assert.match(refused, /^the policy is longer than 100000 characters/u);
  });
}

test('carve-out: a policy that only just fits may not grow over the limit', () => {
  const roomy = (length: number) => policy(deny({ Sid: 'x'.repeat(length) }));
  const longest = 20 * 1024 - roomy(0).length;
  assert.match(refusal('s3', 'carve-out', roomy(longest)), /^it would have 205\d\d bytes, and S3 takes 20480$/u);
  assert.ok('policyText' in propose('s3', 'carve-out', roomy(longest - 80)));
});

test('carve-out: what a queue holds already is never too much', () => {
  const sources = Array.from({ length: 60 }, (_, n) => `arn:aws:iam::${String(444_455_550_000 + n)}:root`);
  const crowd = { Effect: 'Allow', Principal: { AWS: sources }, Action: 'sqs:SendMessage', Resource: queue };
  assert.ok('policyText' in propose('sqs', 'carve-out', policy(deny({ Action: 'sqs:*' }), crowd)));
});

test("carve-out: a queue's attributes stay hidden from those whom the policy lets read them from elsewhere", () => {
  const reader = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sqs:Get*', Resource: queue };
  const repair = propose('sqs', 'carve-out', policy(deny({ Action: 'sqs:*' }), reader));
  assert.ok('policyText' in repair);
  assert.equal(
    repair.policyText,
    policy(deny({ Action: undefined, NotAction: ['sqs:SetQueueAttributes', 'sqs:RemovePermission'] }), reader).replace(
      /"Resource":"\*",("NotAction":\[[^\]]*\])/u,
      '$1,"Resource":"*"',
    ),
  );
  assert.equal(
    repair.changes.at(-1),
    '`sqs:GetQueueAttributes` stays as it was: the policy grants it to others than the account.',
  );
});

const tlsOnly = deny({ Sid: 'TlsOnly', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
const own = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:role/App` }, Action: 's3:*', Resource: '*' };
const allow = (changes: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: '*',
  ...changes,
});

test('strip: the fewest statements go, and nothing but them', () => {
  const put = deny({ Sid: 'NoPut', Action: 's3:Put*' });
  const remove = deny({ Action: 's3:Delete*' });
  const repair = propose('s3', 'strip', policy(tlsOnly, put, remove, own));
  assert.ok('policyText' in repair);
  assert.equal(repair.policyText, policy(tlsOnly, remove, own));
  assert.deepEqual(repair.changes, ['Statement 1 ("NoPut") is removed, with all that it denied.']);
});

test('strip: statements that shut out only together go together', () => {
  const address = deny({ Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } });
  const endpoint = deny({ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } });
  const repair = propose('s3', 'strip', policy(address, own, endpoint));
  assert.equal('policyText' in repair && repair.policyText, policy(own));
});

test('strip: with the last statement the policy goes', () => {
  const repair = propose('s3', 'strip', policy(deny({})));
  assert.equal('policyText' in repair ? repair.policyText : '', null);
});

for (const [whom, grant, opens] of [
  ['everybody', allow({}), true],
  ['another account', allow({ Principal: { AWS: '444455556666' } }), true],
  ['all but one', allow({ Principal: undefined, NotPrincipal: { AWS: account } }), true],
  ['a service', allow({ Principal: { Service: 'logging.s3.amazonaws.com' } }), true],
  ['everybody, whatever the conditions', allow({ Condition: { Bool: { 'aws:ViaAWSService': 'true' } } }), true],
  ['the own account', own, false],
  ['everybody, but what was never denied', allow({ Resource: 'arn:aws:s3:::b/public/*' }), false],
] as const) {
  test(`strip: refused when a grant to strangers would come to life: ${whom}`, () => {
    const text = policy(deny({ Sid: 'Shut', Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/private/*'] }), grant);
    if (opens) assert.match(refusal('s3', 'strip', text), /^Statement 1 allows .* what Statement 0 \("Shut"\) denied/u);
    else assert.ok('policyText' in propose('s3', 'strip', text));
  });
}

test('delete: always possible, and says what is lost', () => {
  const repair = propose('s3', 'delete', policy(deny({ Sid: 'Shut' }), tlsOnly, own));
  assert.deepEqual(repair, {
    strategy: 'delete',
    policyText: null,
    changes: [
      'The policy is removed, with all that it allowed and denied.',
      'Statement 0 ("Shut") no longer denies `s3:*` to everybody.',
      'Statement 1 ("TlsOnly") no longer denies `s3:*` to everybody.',
      `Statement 2 no longer allows \`s3:*\` to \`arn:aws:iam::${account}:role/App\`.`,
    ],
  });
  const unreadable = propose('s3', 'delete', 'not a policy');
  assert.ok('policyText' in unreadable);
  assert.match(unreadable.changes[0] ?? '', /could not be read/u);
});

test('a replacement is taken when it leaves a way in, and fits', () => {
  const locked = question('sqs', policy(deny({ Action: 'sqs:*' })));
  const open = policy({ Effect: 'Allow', Principal: { AWS: account }, Action: 'sqs:*', Resource: queue });
  const proof = proveReplacement(locked, open);
  assert.equal(proof.proven && proof.after.verdict, 'open');
  for (const [text, refused] of [
    [policy(deny({ Action: 'sqs:*' })), /^it is not proven to leave a way in \(locked_out\)/u],
    ['{}', /^the policy cannot be read: a policy has a `Statement`$/u],
    [policy(allow({ Action: Array.from({ length: 8 }, () => 'sqs:SendMessage') })), /^it would have 8 actions in one/u],
    [
      policy(...Array.from({ length: 21 }, () => allow({ Action: 'sqs:SendMessage' }))),
      /^it would have 21 statements/u,
    ],
  ] as const) {
    const answer = proveReplacement(locked, text);
    assert.ok(!answer.proven);
    assert.match(answer.refused, refused);
  }
});
