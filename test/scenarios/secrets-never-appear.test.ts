import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Redis } from 'ioredis';
import { leaveEveryRootCredential } from '../../src/simulator/world/left-over-credentials.ts';
import { openScene, type Scene, sceneStores } from '../support/scene.ts';
import { changedSample } from '../support/sample-event.ts';
import { denyAll } from '../support/unlock-targets.ts';

for (const { store, skip } of sceneStores)
  test(`secrets never appear in the log, the ledger or the store (${store})`, { skip }, async () => {
    await using scene = await openScene({ store, settings: { ROOTKEEPER_LOG_LEVEL: 'trace' } });
    await healOneOfEach(scene);
    // Somebody else's session, told by CloudTrail with its token.
    const stolen = 'a-token-that-only-the-event-has';
    const detail = { responseElements: { credentials: { sessionToken: stolen } } };
    await scene.deliver(changedSample('assume-root', { detail }));
    await scene.whenReceived(4);

    const told = { log: scene.daemon.logText(), ledger: await readAll(scene.dataDir), store: await readStore(scene) };
    const secrets = secretsOf(scene);
    assert.ok(secrets.length > 10);
    for (const [where, text] of Object.entries(told))
      for (const secret of [...secrets, stolen]) assert.ok(!text.includes(secret), `a secret is in the ${where}`);

    // What is no secret is there, so the search is one.
    const [session] = scene.rootCalls().filter(({ operation }) => operation === 'GetBucketPolicy');
    assert.ok(session?.accessKeyId);
    assert.ok(told.log.includes(session.accessKeyId) && told.ledger.includes(session.accessKeyId));
    assert.ok(told.store.includes(scene.bucket().name));
  });

async function healOneOfEach(scene: Scene): Promise<void> {
  const [bucket, queue] = [scene.bucket(), scene.queue()];
  await scene.putBucketPolicy(bucket, denyAll(bucket.arn));
  await scene.putQueuePolicy(queue, denyAll(queue.arn));
  await scene.recordsWhenEnded(2);
  const account = [...scene.world.accounts.values()].find(
    ({ id, joinedMethod, state }) =>
      id !== scene.organization.managementAccountId && joinedMethod === 'CREATED' && state === 'ACTIVE',
  );
  assert.ok(account);
  leaveEveryRootCredential(scene.world, account);
  const detail = { serviceEventDetails: { createAccountStatus: { accountId: account.id } } };
  await scene.deliver(changedSample('create-account-result', { detail }));
  const records = await scene.recordsWhenEnded(3);
  assert.ok(records.every((record) => record.state === 'ended' && record.outcome.kind === 'healed'));
}

/** Of every session and every key that exists, the daemon's own included. */
const secretsOf = ({ world }: Scene): readonly string[] =>
  [...world.credentials.values()].flatMap((credential) => [
    credential.secretAccessKey,
    ...('sessionToken' in credential ? [credential.sessionToken] : []),
  ]);

async function readAll(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')));
  return texts.join('\n');
}

/** The embedded store is among the files. */
async function readStore({ redis, dataDir }: Scene): Promise<string> {
  if (redis === undefined) return await readAll(join(dataDir, 'store'));
  const client = new Redis(redis.url);
  try {
    const keys = await client.keys('*');
    const dumps = await Promise.all(keys.map(async (key) => [key, await contentOf(client, key)].join(' ')));
    return dumps.join('\n');
  } finally {
    client.disconnect();
  }
}

async function contentOf(client: Redis, key: string): Promise<string> {
  switch (await client.type(key)) {
    case 'string':
      return (await client.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await client.hgetall(key));
    case 'list':
      return JSON.stringify(await client.lrange(key, 0, -1));
    case 'set':
      return JSON.stringify(await client.smembers(key));
    case 'zset':
      return JSON.stringify(await client.zrange(key, 0, -1));
    case 'stream':
      return JSON.stringify(await client.xrange(key, '-', '+'));
    default:
      return '';
  }
}
