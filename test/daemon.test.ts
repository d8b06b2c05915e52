import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../src/config/load.ts';
import { closeLimitsMs, openDaemon } from '../src/daemon.ts';
import { openCapturedLog } from './support/captured-log.ts';
import { openRedis, redisMissing } from './support/redis.ts';
import { openSimulatedOrganization } from './support/simulated-organization.ts';
import { openTemporaryDirectory } from './support/temporary-directory.ts';

test('all parts together close in less time than Kubernetes grants by default', () => {
  const sum = Object.values(closeLimitsMs).reduce((total, limit) => total + limit, 0);
  assert.ok(sum < 30_000, String(sum));
});

const options = () => {
  const { log, text } = openCapturedLog();
  return { log, text, version: '0.0.0', commit: 'test' };
};

test('it is ready when it is open, tells its mode, and is gone when it is closed', { skip: redisMissing }, async () => {
  await using redis = await openRedis();
  await using directory = await openTemporaryDirectory();
  const config = parseConfig({
    dataDir: directory.path,
    queue: { url: redis.url },
    api: { listen: '127.0.0.1:0', metricsListen: '127.0.0.1:0' },
  });
  const daemon = await openDaemon(config, options());
  assert.equal((await fetch(`${daemon.apiUrl}/readyz`)).status, 200);
  assert.notEqual(daemon.metricsUrl, daemon.apiUrl);
  const metrics = await (await fetch(`${daemon.metricsUrl}/metrics`)).text();
  assert.match(metrics, /^rootkeeper_mode\{mode="observe"\} 1$/mu);
  assert.match(metrics, /^rootkeeper_mode\{mode="enforce"\} 0$/mu);
  assert.match(metrics, /^rootkeeper_store_up 1$/mu);

  await daemon[Symbol.asyncDispose]();
  await daemon.closed;
  await assert.rejects(fetch(daemon.apiUrl));
});

test(
  'when one part cannot be opened, those that were are closed, and the error is the first',
  { skip: redisMissing },
  async () => {
    await using redis = await openRedis();
    await using directory = await openTemporaryDirectory();
    await using organization = await openSimulatedOrganization();
    Object.assign(process.env, organization.environment);
    const config = parseConfig({
      dataDir: directory.path,
      queue: { url: redis.url },
      api: { listen: '127.0.0.1:0' },
      ingest: { queueUrl: `${organization.endpoint}/${organization.managementAccountId}/no-such-queue` },
    });
    const given = options();
    await assert.rejects(openDaemon(config, given), { code: 'RK_INGEST_QUEUE' });
    assert.doesNotMatch(given.text(), /did not close cleanly/u);
  },
);
