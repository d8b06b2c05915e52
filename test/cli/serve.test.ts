/** The daemon as people start it to try it: with a simulated organization beside it, and gone when it is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startProgram } from '../support/program.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';

test('serve --simulate is ready by itself, and SIGTERM ends both processes', { timeout: 120_000 }, async () => {
  await using directory = await openTemporaryDirectory();
  const { child, ended } = startProgram(['serve', '--simulate'], {
    ROOTKEEPER_DATA_DIR: directory.path,
    ROOTKEEPER_API__LISTEN: '127.0.0.1:0',
  });
  let output = '';
  child.stdout?.on('data', (text: string) => (output += text));
  await until('the daemon runs', () => output.includes('rootkeeper is running') || child.exitCode !== null, 90_000);
  const ready = /"apiUrl":"([^"]+)"/u.exec(output)?.[1] ?? assert.fail(output);
  assert.equal((await fetch(`${ready}/readyz`)).status, 200);
  const [, simulated = ''] = /"queueUrl":"(http:\/\/127\.0\.0\.1:\d+)/u.exec(output) ?? [];

  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
  await assert.rejects(fetch(simulated), 'the simulated organization is gone too');
});
