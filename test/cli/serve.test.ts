import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from '../support/daemon-process.ts';
import { runProgram } from '../support/program.ts';
import { openRedis, redisMissing } from '../support/redis.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';

test(
  '`serve --simulate` looks after an organization of its own, and takes it along when it ends',
  {
    skip: redisMissing ?? false,
  },
  async () => {
    await using redis = await openRedis();
    await using directory = await openTemporaryDirectory();
    await using daemon = startDaemon(
      {
        ROOTKEEPER_DATA_DIR: directory.path,
        ROOTKEEPER_QUEUE__URL: redis.url,
        ROOTKEEPER_API__LISTEN: '127.0.0.1:0',
        // Whatever the machine has, the simulated organization is what it talks to.
        AWS_ACCESS_KEY_ID: 'AKIAREALREALREALREAL',
        AWS_SECRET_ACCESS_KEY: 'real',
        AWS_PROFILE: 'production',
      },
      [...serve, '--simulate'],
    );
    const api = await daemon.ready();
    assert.equal((await fetch(`${api}/readyz`)).status, 200);
    const simulator = /listens on (http:\/\/\S+)/u.exec(daemon.logText())?.[1];
    assert.ok(simulator);
    assert.equal((await fetch(`${simulator}/_simulator`)).status, 200);
    await until('somebody edits a policy', () => received(api));

    assert.equal((await daemon.end('SIGTERM')).code, 0, daemon.logText());
    await assert.rejects(fetch(`${simulator}/_simulator`));
  },
);

const serve = [new URL('../../src/main.ts', import.meta.url).pathname, 'serve'];

async function received(api: string): Promise<boolean> {
  const metrics = await (await fetch(`${api}/metrics`)).text();
  return /^rootkeeper_events_received_total\{source="cloudtrail"\} [1-9]/mu.test(metrics);
}

test('a configuration that cannot be is told before anything is opened; exit code 2', async () => {
  const { code, stderr } = await runProgram(['serve'], { environment: { ROOTKEEPER_MODE: 'fix-everything' } });
  assert.equal(code, 2);
  assert.match(stderr, /`mode`/u);
});
