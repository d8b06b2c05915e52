/** A Redis that is not there, comes and goes, or is set up dangerously. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Redis } from 'ioredis';
import { openStore } from '../../src/store/open-store.ts';
import { StoreFailure } from '../../src/store/store.ts';
import { openCapturedLog } from '../support/captured-log.ts';
import { freePort } from '../support/free-port.ts';
import { done, openTestJobs } from '../support/jobs.ts';
import { openRedis, redisMissing } from '../support/redis.ts';
import { unlockBucket } from '../support/sample-remediation.ts';
import { until } from '../support/until.ts';

const common = { cluster: false, prefix: '{test}', dataDir: '/nonexistent' };

test('a store that is not there is a failure that names it, without its password', async () => {
  const { log, text } = openCapturedLog();
  const port = await freePort();
  const url = `redis://somebody:secret-word@127.0.0.1:${port}/0`;
  await assert.rejects(openStore({ ...common, url, log, openWithinMs: 200 }), (error) => {
    assert.ok(error instanceof StoreFailure);
    assert.match(error.message, new RegExp(`could not reach the store at \`redis://127.0.0.1:${port}/0\``, 'u'));
    assert.doesNotMatch(`${error.message} ${error.stack ?? ''}`, /secret-word/u);
    return true;
  });
  assert.doesNotMatch(text(), /secret-word/u);
});

suite('a Redis', { skip: redisMissing ?? false }, () => {
  test('that is killed and started again is taken up again, with all that it acknowledged', async () => {
    await using redis = await openRedis();
    await using world = await openTestJobs({ ...common, url: redis.url });
    for (let number = 0; number < 50; number += 1)
      await world.jobs.enqueue(unlockBucket(`bucket-${number}`, `event-${number}`));
    await redis.end('SIGKILL');
    await assert.rejects(world.store.ping(), StoreFailure);
    await world.jobs.measure();
    assert.equal((await world.metrics.storeUp.get()).values[0]?.value, 0);
    const asked = world.jobs.enqueue(unlockBucket('asked-meanwhile', 'event-meanwhile'));

    await redis.start();
    assert.equal(await asked, 'added');
    assert.deepEqual(await world.counts(), { waiting: 51 });
    assert.equal((await world.metrics.storeUp.get()).values[0]?.value, 1);
    assert.match(world.text(), /the connection to the store is lost.*the connection to the store is back/su);
  });

  test('that is away while a job runs does not end the process, and the job ends when it is back', async () => {
    await using redis = await openRedis();
    await using world = await openTestJobs({ ...common, url: redis.url });
    const running = Promise.withResolvers<undefined>();
    const finish = Promise.withResolvers<undefined>();
    await world.worker(
      async ({ origin }) => {
        if (origin.eventId === 'event-1') {
          running.resolve(undefined);
          await finish.promise;
        }
        return done;
      },
      { lockMs: 1000 },
    );
    await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
    await running.promise;
    await redis.end('SIGTERM');
    finish.resolve(undefined);
    await redis.start();
    await world.jobs.enqueue(unlockBucket('receipts', 'event-2'));
    await until('both are done', async () => (await world.count('completed')) === 2);
  });

  for (const [promise, settings, expected] of [
    [
      'that evicts keys is warned about',
      ['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'yes'],
      ['maxmemory-policy'],
    ],
    ['that keeps nothing is warned about', ['--appendonly', 'no'], ['appendonly']],
    ['that is set up well is not', ['--appendonly', 'yes'], []],
  ] as const)
    test(promise, async () => {
      await using redis = await openRedis(settings);
      const { log, text } = openCapturedLog();
      await using store = await openStore({ ...common, url: redis.url, log });
      await store.ping();
      const warned = text()
        .split('\n')
        .filter((line) => line.includes('"level":"warn"'))
        .map((line) => (JSON.parse(line) as { setting: string }).setting);
      assert.deepEqual(warned, expected);
    });

  test('that forbids CONFIG, as managed ones do, is used all the same, and people are told to look', async () => {
    await using redis = await openRedis(['--rename-command', 'CONFIG', '""']);
    const { log, text } = openCapturedLog();
    await using store = await openStore({ ...common, url: redis.url, log });
    await store.ping();
    assert.match(text(), /Redis does not let us read a setting that matters/u);
  });

  test('that is a cluster takes jobs and has them done', async () => {
    await using redis = await openRedis(['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1']);
    await serveAllSlots(redis.url);
    await using world = await openTestJobs({ ...common, url: redis.url, cluster: true });
    await world.worker(() => Promise.resolve(done));
    await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
    await until('it is done', async () => (await world.count('completed')) === 1);
  });

  test('that wants a password gets it from the URL, and without it is a failure', async () => {
    await using redis = await openRedis(['--requirepass', 'secret-word', '--appendonly', 'yes']);
    const { log, text } = openCapturedLog();
    await assert.rejects(openStore({ ...common, url: redis.url, log, openWithinMs: 2000 }), StoreFailure);
    await using store = await openStore({ ...common, url: redis.url.replace('//', '//:secret-word@'), log });
    await store.ping();
    assert.doesNotMatch(`${store.address} ${text()}`, /secret-word/u);
  });

  test('keeps the keys of two prefixes apart', async () => {
    await using redis = await openRedis();
    await using one = await openTestJobs({ ...common, url: redis.url, prefix: '{one}' });
    await using two = await openTestJobs({ ...common, url: redis.url, prefix: '{two}' });
    await one.jobs.enqueue(unlockBucket('invoices', 'event-1'));
    assert.deepEqual(await two.counts(), {});
    assert.equal(await two.jobs.enqueue(unlockBucket('invoices', 'event-1')), 'added');
  });
});

/** A cluster of one node, as soon as the node believes it. */
async function serveAllSlots(url: string): Promise<void> {
  const client = new Redis(url);
  await client.cluster('ADDSLOTSRANGE', 0, 16_383);
  await until('the cluster is ready', async () => (await client.cluster('INFO')).includes('cluster_state:ok'));
  client.disconnect();
}
