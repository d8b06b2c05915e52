/** The simulated organization as people start it: a process of its own, ready when it says so, gone when it is told. */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { runProgram, startProgram } from '../support/program.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

suite('rootkeeper simulate', () => {
  test('prints what to export, writes the same to the file, and ends in order on SIGTERM', async () => {
    await using directory = await openTemporaryDirectory();
    const file = join(directory.path, 'simulated.env');
    const { child, ended } = startProgram(['simulate', '--port', '0', '--accounts', '3', '--env-file', file]);
    await waitForFile(file, child);
    const written = await readFile(file, 'utf8');
    assert.equal((await stat(file)).mode & 0o077, 0, 'only its owner reads it');
    const environment = readExports(written);
    const { Arn } = await whoAmI(environment);
    assert.match(Arn ?? '', /:user\/rootkeeper$/u);

    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    assert.equal(code, 0, stderr);
    assert.equal(stdout, written);
  });

  test('the same seed makes the same organization, another seed another', async () => {
    const [one, again, other] = await Promise.all([identityOf('5'), identityOf('5'), identityOf('6')]);
    assert.equal(one, again);
    assert.notEqual(one, other);
  });

  test('a port that is taken is told, with exit code 3', async () => {
    const { child, ended } = startProgram(['simulate', '--port', '0', '--accounts', '1']);
    const [first] = (await once(child.stdout ?? missing(), 'data')) as [string];
    const { port } = new URL(readExports(first)['AWS_ENDPOINT_URL'] ?? '');
    const { code, stderr } = await runProgram(['simulate', '--port', port, '--accounts', '1']);
    child.kill('SIGTERM');
    await ended;
    assert.equal(code, 3);
    assert.match(stderr, /EADDRINUSE/u);
  });

  test('with a channel it sends the environment, and ends when the channel does', async () => {
    const child = fork(main, ['simulate', '--port', '0', '--accounts', '1'], { stdio: 'ignore' });
    const exit = once(child, 'exit');
    const [environment] = (await once(child, 'message')) as [Record<string, string>];
    assert.match((await whoAmI(environment)).Arn ?? '', /:user\/rootkeeper$/u);
    child.disconnect();
    assert.deepEqual(await exit, [0, null]);
  });
});

async function identityOf(seed: string): Promise<string> {
  const { child, ended } = startProgram(['simulate', '--port', '0', '--accounts', '2', '--seed', seed]);
  const [first] = (await once(child.stdout ?? missing(), 'data')) as [string];
  child.kill('SIGTERM');
  await ended;
  const environment = readExports(first);
  return `${environment['AWS_ACCESS_KEY_ID'] ?? ''} ${environment['SIMULATED_MEMBER_ACCOUNT_ID'] ?? ''}`;
}

function readExports(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(.*)$/gmu)].map(([, name = '', value = '']) => [name, value]),
  );
}

function whoAmI(environment: Record<string, string>) {
  const sts = new STSClient({
    endpoint: environment['AWS_ENDPOINT_URL'] ?? '',
    region: environment['AWS_REGION'] ?? '',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
  });
  return sts.send(new GetCallerIdentityCommand({}));
}

/** It appears whole, by a rename; a program that has ended will not write it any more. */
async function waitForFile(file: string, child: ChildProcess): Promise<void> {
  const isThere = () =>
    stat(file).then(
      () => true,
      () => false,
    );
  while (child.exitCode === null && !(await isThere())) await delay(20);
}

function missing(): never {
  throw new Error('the program was started without a pipe');
}
