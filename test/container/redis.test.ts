/** The worker against the Redis that people run: the image of Redis 7, in a container. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GenericContainer } from 'testcontainers';
import { noContainerEngine } from '../support/container-engine.ts';
import { openScene } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

// The reaper is one more image; what is started here is stopped here.
process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';

test('a lockout is healed through a Redis in a container', { skip: noContainerEngine, timeout: 180_000 }, async () => {
  await using redis = await new GenericContainer('redis:7').withExposedPorts(6379).start();
  const url = `redis://${redis.getHost()}:${redis.getMappedPort(6379)}`;
  await using scene = await openScene({ settings: { ROOTKEEPER_QUEUE__URL: url } });
  const bucket = scene.bucket();
  await scene.putBucketPolicy(bucket, denyAll(bucket.arn));

  const [record] = await scene.recordsWhenEnded(1, bucket.accountId);
  assert.ok(record?.state === 'ended');
  assert.equal(record.outcome.kind, 'healed', record.outcome.explanation);
  const { output } = await redis.exec(['redis-cli', 'dbsize']);
  assert.notEqual(output.trim(), '0', 'the jobs are in that Redis');
});
