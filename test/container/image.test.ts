/** The image, built and run the way the chart runs it: read-only, no capabilities, an arbitrary uid. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { docker, noContainerEngine } from '../support/container-engine.ts';

const restricted = [
  '--read-only',
  '--tmpfs',
  '/tmp',
  '--cap-drop=ALL',
  '--security-opt=no-new-privileges',
  '--user=54321:0',
];

suite('the container image', { skip: noContainerEngine }, () => {
  const image = `rootkeeper-test:${randomUUID()}`;
  const started: string[] = [];

  before(async () => {
    await docker('build', '--quiet', '--network=host', '--tag', image, '.');
  });
  after(async () => {
    for (const container of started) await docker('rm', '--force', '--volumes', container);
    await docker('rmi', '--force', image);
  });

  test('is at most 250 MB larger than its base and holds no compiler', async () => {
    const [base, ours] = await Promise.all(
      ['node:24-bookworm-slim', image].map((name) => docker('image', 'inspect', '--format={{.Size}}', name)),
    );
    const added = (Number(ours) - Number(base)) / 1e6;
    assert.ok(added <= 250, `${added.toFixed(0)} MB over the base image`);
    const found = await docker(
      'run',
      '--rm',
      '--entrypoint=sh',
      image,
      '-c',
      'ls node_modules/.bin/tsc node_modules/typescript /usr/bin/gcc /usr/bin/make 2>/dev/null || true',
    );
    assert.equal(found, '');
  });

  test('says who it is, and does not run as root', async () => {
    assert.match(await docker('run', '--rm', ...restricted, image, 'version'), /^rootkeeper \d+\.\d+\.\d+/u);
    const user = await docker('image', 'inspect', '--format={{.Config.User}}', image);
    assert.notEqual(user.split(':')[0], '0');
    assert.notEqual(user, '');
  });

  test(
    'heals, on a read-only root filesystem, without capabilities, as any uid; and ends on SIGTERM',
    { timeout: 180_000 },
    async () => {
      const container = await docker(
        ...[
          'run',
          '--detach',
          ...restricted,
          '--tmpfs',
          '/data:mode=1777',
          '-e',
          'ROOTKEEPER_MODE=enforce',
          image,
          'serve',
          '--simulate',
        ],
      );
      started.push(container);
      await until(`${container} answers on /readyz`, async () => (await inside(container, 'readyz')) === '200');
      assert.equal(await inside(container, 'healthz'), '200');

      await docker('stop', '--time', '30', container);
      assert.equal(
        await docker('inspect', '--format={{.State.ExitCode}}', container),
        '0',
        await docker('logs', '--tail', '20', container),
      );
    },
  );
});

const inside = (container: string, path: string): Promise<string> =>
  docker(
    'exec',
    container,
    'node',
    '-e',
    `fetch('http://127.0.0.1:8080/${path}').then((r) => console.log(r.status), () => console.log('none'))`,
  );

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await delay(500);
  }
  assert.fail(`timed out waiting until ${what}`);
}
