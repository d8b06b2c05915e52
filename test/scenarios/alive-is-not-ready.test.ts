import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene, type Scene } from '../support/scene.ts';
import { redisMissing } from '../support/redis.ts';
import { changedSample } from '../support/sample-event.ts';
import { denyAll } from '../support/unlock-targets.ts';
import { until } from '../support/until.ts';

const statusOf = async ({ apiUrl }: Scene, probe: string) => (await fetch(`${apiUrl}${probe}`)).status;
const whenReadiness = (scene: Scene, status: number) =>
  until(`readiness is ${status}`, async () => (await statusOf(scene, '/readyz')) === status);

test(
  'while the store is away the daemon is alive and not ready, and works again when it is back',
  {
    skip: redisMissing ?? false,
  },
  async () => {
    await using scene = await openScene({ store: 'redis' });
    assert.equal(await statusOf(scene, '/readyz'), 200);
    assert.equal(await scene.metric('rootkeeper_store_up'), 1);

    await scene.redis?.end('SIGKILL');
    await whenReadiness(scene, 503);
    assert.equal(await statusOf(scene, '/healthz'), 200);
    await until('the metric says so too', async () => (await scene.metric('rootkeeper_store_up')) === 0);
    const bucket = scene.bucket();
    await scene.putBucketPolicy(bucket, denyAll(bucket.arn));

    await scene.redis?.start();
    await whenReadiness(scene, 200);
    await scene.recordsWhenEnded(1);
    assert.match(String(bucket.policy), /NotAction/u);
  },
);

test('while SQS refuses the daemon is alive and not ready, and says why', async () => {
  await using scene = await openScene({ settings: { ROOTKEEPER_INGEST__CONCURRENCY: '1' } });
  const refusal = { kind: 'error', status: 503, code: 'ServiceUnavailable' } as const;
  scene.world.faults.calls.push({
    id: 'away',
    operation: 'ReceiveMessage',
    effect: refusal,
    remaining: null,
    probability: 1,
  });
  // The long poll that is under way is answered, the next is refused.
  await scene.deliver(changedSample('add-permission-2019', {}));
  await whenReadiness(scene, 503);
  assert.match(await (await fetch(`${scene.apiUrl}/readyz`)).text(), /no events are received/u);
  assert.equal(await statusOf(scene, '/healthz'), 200);

  scene.world.faults.calls.length = 0;
  await whenReadiness(scene, 200);
});
