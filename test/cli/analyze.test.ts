import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runProgram } from '../support/program.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

const whose = ['--service', 's3', '--account', '111122223333', '--resource', 'my-bucket'];
const analyzeText = (policy: unknown, args: readonly string[] = [], environment: Record<string, string> = {}) => {
  const input = typeof policy === 'string' ? policy : JSON.stringify(policy, null, 2);
  return runProgram(['analyze', ...whose, ...args], { input, environment });
};
const statement = (rest: object) => ({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Read', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-bucket/*' },
    { Sid: 'Shut', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::my-bucket', ...rest },
  ],
});
const lockout = statement({});
const onlyFromEndpoint = statement({ Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } } });
const onlyOverTls = statement({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } });

suite('one policy, for people', () => {
  test('a lockout is named, its statement underlined, its repair shown as a diff; exit code 1', async () => {
    const { code, stdout } = await analyzeText(lockout);
    assert.equal(code, 1);
    assert.match(stdout, /^LOCKED OUT {2}my-bucket of account 111122223333\n/u);
    assert.match(stdout, /Statement 1 \("Shut"\):\n/u);
    assert.match(stdout, /^15 │ {7}"Action": "s3:\*",\n {3}│ {7}\^{17}\n/mu);
    assert.doesNotMatch(stdout, /│ .*"Sid": "Read"/u, 'the other statement has no part in it');
    assert.match(stdout, /s3:PutBucketPolicy: denied/u);
    assert.match(stdout, /^- {6}"Action": "s3:\*",\n\+ {6}"NotAction": \[/mu);
  });

  test('what depends on something else says on what; exit code 0', async () => {
    const { code, stdout } = await analyzeText(onlyFromEndpoint);
    assert.equal(code, 0);
    assert.match(stdout, /^CONDITIONAL/u);
    assert.match(stdout, /must be so: aws:SourceVpce StringEquals vpce-0a1b2c3d/u);
  });

  test('a healthy policy is called open; exit code 0', async () => {
    const { code, stdout } = await analyzeText(onlyOverTls);
    assert.equal(code, 0);
    assert.match(stdout, /^OPEN/u);
    assert.match(stdout, /^Gets in: arn:aws:iam::111122223333:/mu);
  });

  test('a policy on one endless line is laid out to be read', async () => {
    const { stdout } = await analyzeText(JSON.stringify(lockout));
    assert.match(stdout, /^15 │ {7}"Action": "s3:\*",$/mu);
    assert.match(stdout, /^@@ -\d+,\d+ \+\d+,\d+ @@$/mu);
  });

  for (const [what, policy, place] of [
    [
      'a member that policies do not have',
      '{\n  "Version": "2012-10-17",\n  "Statment": []\n}',
      /^3 │ {3}"Statment": \[\]\n {2}│ {3}\^{10}$/mu,
    ],
    ['text that ends too early', '{"Version": "2012-10-17",\n', /^1 │ .*\n {2}│ {26}\^$/mu],
    ['no text', '', /not JSON/u],
  ] as const)
    test(`what is no policy is shown where it is none: ${what}; exit code 2`, async () => {
      const { code, stdout } = await analyzeText(policy);
      assert.equal(code, 2);
      assert.match(stdout, /^INVALID/u);
      assert.match(stdout, place);
    });

  test('a file and standard input are judged alike', async () => {
    await using directory = await openTemporaryDirectory();
    const file = await directory.write('policy.json', JSON.stringify(lockout, null, 2));
    const fromFile = await runProgram(['analyze', file, ...whose]);
    assert.deepEqual(fromFile, await analyzeText(lockout, ['-']));
  });

  test('colours are for terminals, and NO_COLOR is obeyed', async () => {
    const forced = await analyzeText(lockout, [], { FORCE_COLOR: '1' });
    assert.ok(forced.stdout.includes('\u001b[4m\u001b[31m"Action": "s3:*",'));
    assert.ok(forced.stdout.includes('\u001b[31m-      "Action": "s3:*",'));
    const refused = await analyzeText(lockout, [], { FORCE_COLOR: '1', NO_COLOR: '1' });
    assert.equal(refused.stdout, (await analyzeText(lockout)).stdout);
  });

  test('a policy cannot speak to the terminal', async () => {
    const { stdout } = await analyzeText(JSON.stringify(statement({ Sid: 'x\u009b31m\u202e\u2028' }), null, 2));
    assert.match(stdout, /x·31m··/u);
    assert.doesNotMatch(stdout, /[\u009b\u202e\u2028]/u);
  });
});

suite('one policy, for programs', () => {
  test('the answer has the shape of the contract, and the same exit code', async () => {
    const { code, stdout } = await analyzeText(lockout, ['--format', 'json']);
    assert.equal(code, 1);
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(Object.keys(answer).toSorted(), [
      ...['actions', 'causes', 'explanation', 'repair', 'requires', 'verdict', 'witness'],
    ]);
    assert.partialDeepStrictEqual(answer, {
      verdict: 'locked_out',
      actions: { 's3:PutBucketPolicy': 'denied', 's3:DeleteBucketPolicy': 'denied' },
      causes: [{ statement: 1, sid: 'Shut' }],
      witness: null,
      repair: { strategy: 'carve-out' },
    });
  });

  test('the repair that is proposed for a lockout is no lockout', async () => {
    const { stdout } = await analyzeText(lockout, ['--format', 'json']);
    const { repair } = JSON.parse(stdout) as { repair: { policy: unknown } };
    const again = await analyzeText(repair.policy, ['--format', 'json']);
    assert.equal(again.code, 0);
    assert.partialDeepStrictEqual(JSON.parse(again.stdout), { verdict: 'open', repair: null });
  });

  test('a witness and what it requires are data', async () => {
    const { stdout } = await analyzeText(onlyFromEndpoint, ['--format', 'json']);
    assert.partialDeepStrictEqual(JSON.parse(stdout), {
      verdict: 'conditional',
      witness: { context: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
      requires: [{ kind: 'environmental', key: 'aws:SourceVpce', operator: 'StringEquals', values: ['vpce-0a1b2c3d'] }],
      repair: null,
    });
  });
});

suite('questions that cannot be asked; exit code 2', () => {
  for (const [promise, args, message] of [
    ['nobody is the owner', ['analyze', '--service', 's3'], /--account, --resource is missing.*\n→ /u],
    ['an account id that is none', ['analyze', '--account', '12'], /'12' is invalid\. Expected an account id/u],
    ['a service that has no lockouts', ['analyze', '--service', 'sns'], /Allowed choices are s3, sqs/u],
    ['a name that no bucket has', ['analyze', ...whose.slice(0, 4), '--resource', 'a/b'], /`--resource` should be/u],
    [
      'a queue of somebody else',
      [
        'analyze',
        '--service',
        'sqs',
        '--account',
        '111122223333',
        '--resource',
        'arn:aws:sqs:eu-west-1:999999999999:q',
      ],
      /a queue of account 111122223333; this one is in 999999999999/u,
    ],
    ['a file that is not there', ['analyze', '/nowhere.json', ...whose], /could not read `\/nowhere\.json`: ENOENT/u],
    ['a batch with the options of one policy', ['analyze', '--batch', ...whose], /leave the options out/u],
  ] as const)
    test(promise, async () => {
      const { code, stdout, stderr } = await runProgram(args, { input: '{}' });
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, message);
    });

  test('what is far too long for a policy is not read to its end', async () => {
    const { code, stderr } = await analyzeText('x'.repeat(1024 * 1024 + 1));
    assert.equal(code, 2);
    assert.match(stderr, /longer than 1048576 bytes/u);
  });
});
