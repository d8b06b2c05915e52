import assert from 'node:assert/strict';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import { runProgram, startProgram } from '../support/program.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';
import { openStsStub, stubCredentials } from '../support/sts-stub.ts';

const session = ['exec', '--account', '111122223333', '--task', 'S3UnlockBucketPolicy'];
const printEnvironment = 'console.log(JSON.stringify(process.env))';

test('the command runs with the credentials of the session, and with nothing else to fall back on', async () => {
  await using sts = await openStsStub();
  await using directory = await openTemporaryDirectory();
  const credentials = '[admin]\naws_access_key_id = AKIAADMIN\naws_secret_access_key = admin-secret\n';
  const environment = {
    ...sts.environment,
    AWS_PROFILE: 'admin',
    AWS_SHARED_CREDENTIALS_FILE: await directory.write('credentials', credentials),
    AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
    ROOTKEEPER_QUEUE__URL: 'redis://:hunter2@h',
  };
  const { code, stdout, stderr } = await runProgram([...session, '--', process.execPath, '-e', printEnvironment], {
    environment,
  });
  assert.equal(code, 0, stderr);
  const child = JSON.parse(stdout) as Record<string, string>;
  assert.equal(child['AWS_ACCESS_KEY_ID'], stubCredentials.accessKeyId);
  assert.equal(child['AWS_SECRET_ACCESS_KEY'], stubCredentials.secretAccessKey);
  assert.equal(child['AWS_SESSION_TOKEN'], stubCredentials.sessionToken);
  assert.equal(child['AWS_ENDPOINT_URL'], sts.environment.AWS_ENDPOINT_URL);
  for (const name of ['AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'ROOTKEEPER_QUEUE__URL'])
    assert.equal(child[name], undefined, name);
  assert.doesNotMatch(stdout, /operator-secret|admin-secret|hunter2/u);
});

test('who it is comes first, on stderr, without the secrets', async () => {
  await using sts = await openStsStub();
  const { stdout, stderr } = await runProgram([...session, '--duration', '300', '--', process.execPath, '-e', ''], {
    environment: sts.environment,
  });
  assert.equal(stdout, '');
  assert.match(
    stderr,
    /^rootkeeper: arn:aws:iam::111122223333:root, S3UnlockBucketPolicy, until 20\S+ \(ASIA\w+\)\n$/u,
  );
  assert.doesNotMatch(stderr, /never-on-disk/u);
  const form = new URLSearchParams(sts.bodies[0]);
  assert.equal(form.get('DurationSeconds'), '300');
  assert.equal(form.get('TaskPolicyArn.arn'), 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy');
});

suite('the exit code is the command’s own', () => {
  for (const [promise, script, code] of [
    ['success', '', 0],
    ['failure', 'process.exit(42)', 42],
    ['death by signal, as shells say it', 'process.kill(process.pid, "SIGKILL")', 137],
  ] as const)
    test(promise, async () => {
      await using sts = await openStsStub();
      const args = [...session, '--', process.execPath, '-e', script];
      assert.equal((await runProgram(args, { environment: sts.environment })).code, code);
    });
});

test('options after `--` belong to the command', async () => {
  await using sts = await openStsStub();
  const args = [...session, '--', process.execPath, '-p', 'process.argv.slice(1).join()', '--', '--task', '--help'];
  const { stdout } = await runProgram(args, { environment: sts.environment });
  assert.equal(stdout, '--task,--help\n');
});

test('a signal reaches the command, whose answer to it counts', async () => {
  await using sts = await openStsStub();
  const script = 'process.on("SIGTERM", () => process.exit(7)); setInterval(() => {}, 1000); console.log("up")';
  const { child, ended } = startProgram([...session, '--', process.execPath, '-e', script], sts.environment);
  assert.ok(child.stdout);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  assert.equal((await ended).code, 7);
});

suite('before anything is asked of AWS', () => {
  for (const [promise, args, environment, message] of [
    [
      'an account id is checked',
      ['exec', '--account', '1', '--task', 'S3UnlockBucketPolicy', '--', 'x'],
      {},
      /twelve digits/u,
    ],
    [
      'a task is one of the five',
      ['exec', '--account', '111122223333', '--task', 'Admin', '--', 'x'],
      {},
      /S3UnlockBucketPolicy/u,
    ],
    ['a session lasts at most 900 seconds', [...session, '--duration', '901', '--', 'x'], {}, /1 to 900/u],
    ['a command is needed', session, {}, /missing required argument 'command'/u],
    [
      'excluded accounts are left alone',
      [...session, '--', 'x'],
      { ROOTKEEPER_ORGANIZATION__EXCLUDE_ACCOUNTS: '["111122223333"]' },
      /excluded/u,
    ],
    [
      'the management account is left alone',
      [...session, '--', 'x'],
      { ROOTKEEPER_ORGANIZATION__MANAGEMENT_ACCOUNT_ID: '111122223333' },
      /management account/u,
    ],
  ] as const)
    test(`${promise}; exit code 2`, async () => {
      const { code, stderr } = await runProgram(args, { environment: { ...environment } });
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
});

test('a command that does not exist is named; exit code 2', async () => {
  await using sts = await openStsStub();
  const { code, stderr } = await runProgram([...session, '--', '/no/such/program'], { environment: sts.environment });
  assert.equal(code, 2);
  assert.match(stderr, /could not start `\/no\/such\/program`: ENOENT/u);
});

test('AWS out of reach is exit code 3, with what was attempted and what to do', async () => {
  const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
  const { code, stderr } = await runProgram([...session, '--', 'x'], { environment });
  assert.equal(code, 3);
  assert.match(
    stderr,
    /could not open a root session \(S3UnlockBucketPolicy\) in account `111122223333`: unavailable/u,
  );
  assert.match(stderr, /\n→ \S/u);
});
