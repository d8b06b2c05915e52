/** The store inside the process: one process at a time, and durable by PostgreSQL's own rules. */
import assert from 'node:assert/strict';
import fs, { mkdirSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { openLog } from '../../src/observe/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { type Store, StoreFailure, StoreInUse } from '../../src/store/store.ts';
import { startReplica } from '../support/replica.ts';
import { testStores } from '../support/stores.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

const log = openLog('silent');
const [embedded] = testStores.filter(({ name }) => name === 'embedded');

async function select(store: Store, sql: string): Promise<readonly unknown[]> {
  assert.equal(store.shared.kind, 'sql');
  return (await store.shared.sql.query(sql)).rows;
}

suite('the embedded store', () => {
  let started: AsyncDisposable & Awaited<ReturnType<NonNullable<typeof embedded>['start']>>;
  before(async () => {
    assert.ok(embedded !== undefined);
    started = await embedded.start();
  });
  after(() => started[Symbol.asyncDispose]());

  test('a second process is refused, and told what to do', async () => {
    const address = await started.empty();
    await using first = await openStore({ ...address, log });
    await using second = startReplica(address, 'stay');
    await second.says('failed');
    assert.deepEqual(second.said('failed'), ['RK_STORE_IN_USE']);
    await assert.rejects(openStore({ ...address, log }), (error) => {
      assert.ok(error instanceof StoreInUse);
      assert.match(error.message, /another process is using it/u);
      return true;
    });
    await first.ping();
  });

  test('the directory of a killed process is free at once', async () => {
    const address = await started.empty();
    await using killed = startReplica(address, 'stay');
    await killed.says('ready');
    await killed.kill();
    await using store = await openStore({ ...address, log });
    await store.ping();
  });

  test('every acknowledged change was synced to the disk before', async (context) => {
    const syncs = context.mock.method(fs, 'fdatasyncSync');
    syncBuiltinESMExports();
    context.after(syncBuiltinESMExports);
    await using store = await openStore({ ...(await started.empty()), log });
    assert.deepEqual(await select(store, "SELECT current_setting('fsync') AS fsync"), [{ fsync: 'on' }]);
    await select(store, 'CREATE TABLE sample (id integer)');
    for (let number = 0; number < 5; number += 1) {
      const before = syncs.mock.callCount();
      await select(store, 'INSERT INTO sample VALUES (1)');
      assert.ok(syncs.mock.callCount() > before);
    }
  });

  test('a directory that cannot be used is a failure with a remedy', async () => {
    await using directory = await openTemporaryDirectory();
    const file = await directory.write('a-file', '');
    await assert.rejects(openStore({ ...(await started.empty()), dataDir: file, log }), StoreFailure);

    const damaged = join(directory.path, 'damaged');
    mkdirSync(join(damaged, 'store', 'postgres', 'PG_VERSION'), { recursive: true });
    await assert.rejects(openStore({ ...(await started.empty()), dataDir: damaged, log }), StoreFailure);
  });

  test('it opens again after it failed to open, and after it was closed', async () => {
    const address = await started.empty();
    for (let times = 0; times < 2; times += 1) {
      const store = await openStore({ ...address, log });
      await store.ping();
      await store[Symbol.asyncDispose]();
      await assert.rejects(store.ping(), StoreFailure);
    }
  });
});
