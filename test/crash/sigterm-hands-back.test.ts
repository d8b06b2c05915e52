import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene, sceneStores } from '../support/scene.ts';
import { redisMissing } from '../support/redis.ts';
import { denyAll } from '../support/unlock-targets.ts';
import { until } from '../support/until.ts';

for (const { store, skip } of sceneStores)
  test(`SIGTERM hands back what waits for AWS, and the next process ends it (${store})`, { skip }, async () => {
    await using scene = await openScene({ store });
    const queue = scene.queue();
    const old = denyAll(queue.arn);
    // A change may take a minute to show (SetQueueAttributes, API reference): until then the old policy is read.
    const { attributes } = queue;
    const set = attributes.set.bind(attributes);
    let repaired: string | undefined;
    attributes.set = (name, value) => {
      if (name !== 'Policy' || value === old) return set(name, value);
      repaired = value;
      return attributes;
    };
    await scene.putQueuePolicy(queue, old);
    const reads = () => scene.rootCalls().filter(({ operation }) => operation === 'GetQueueAttributes').length;
    // To judge, to compare, to see the change, and once more: it waits.
    await until('the daemon waits for the change to show', () => reads() >= 4);

    const { code } = await scene.daemon.end('SIGTERM');
    assert.equal(code, 0, scene.daemon.logText());
    assert.match(scene.daemon.logText(), /a remediation is handed back: rootkeeper is stopping/u);
    assert.doesNotMatch(scene.daemon.logText(), /did not close cleanly/u);
    const [left] = await scene.records();
    assert.ok(left?.state === 'intent');

    assert.ok(repaired);
    set('Policy', repaired);
    await using next = scene.startAnother();
    await next.ready();
    const [record, ...others] = await scene.recordsWhenEnded(1);
    assert.equal(others.length, 0);
    assert.ok(record?.state === 'ended');
    assert.deepEqual([record.outcome.kind, record.outcome.reason], ['healed', 'resumed_after_crash']);
    assert.equal(record.remediationId, left.remediationId);
    assert.deepEqual([record.before?.verdict, record.after?.verdict], ['locked_out', 'open']);
    assert.match(attributes.get('Policy') ?? '', /NotAction/u);
  });

test('SIGTERM lets what is about to end come to its end', async () => {
  await using scene = await openScene();
  const bucket = scene.bucket();
  const effect = { kind: 'latency', milliseconds: 1500 } as const;
  scene.world.faults.calls.push({ id: 'slow', operation: 'PutBucketPolicy', effect, remaining: null, probability: 1 });
  await scene.putBucketPolicy(bucket, denyAll(bucket.arn));
  const isUnderWay = () => scene.rootCalls().some(({ operation }) => operation === 'GetBucketPolicy');
  await until('the repair is under way', isUnderWay);

  assert.equal((await scene.daemon.end('SIGTERM')).code, 0);
  const [record] = await scene.records();
  assert.ok(record?.state === 'ended');
  assert.equal(record.outcome.kind, 'healed', record.outcome.explanation);
});

test('SIGTERM ends a daemon whose store is gone, too', { skip: redisMissing ?? false }, async () => {
  await using scene = await openScene({ store: 'redis' });
  await scene.redis?.end('SIGKILL');
  const isReady = async () => (await fetch(`${scene.apiUrl}/readyz`)).status === 200;
  await until('the daemon says that it is not ready', async () => !(await isReady()));
  assert.equal(await scene.metric('rootkeeper_mode{mode="enforce"}'), 1, 'it is alive');
  const { signal } = await scene.daemon.end('SIGTERM');
  assert.equal(signal, null, 'it ended by itself');
});
