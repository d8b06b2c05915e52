/** The embedded store's log does not grow for ever: PostgreSQL's background work is done from outside. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { keepTidy } from '../../src/store/embedded/maintenance.ts';
import { openCapturedLog } from '../support/captured-log.ts';
import { until } from '../support/until.ts';

async function checkpointOf(database: PGlite): Promise<unknown> {
  return (await database.query('SELECT checkpoint_lsn::text FROM pg_control_checkpoint()')).rows[0];
}

test('what was written is checkpointed soon', async () => {
  const { log, text } = openCapturedLog();
  const database = await PGlite.create();
  for (const table of ['job', 'event', 'dedup', 'dedup_next', 'meta']) await database.exec(`CREATE TABLE ${table} ()`);
  const tidy = keepTidy(database, log, 5);
  let before = await checkpointOf(database);
  for (let times = 0; times < 2; times += 1) {
    await database.exec('INSERT INTO job DEFAULT VALUES');
    const start = before;
    await until('a checkpoint', async () => JSON.stringify(await checkpointOf(database)) !== JSON.stringify(start));
    before = await checkpointOf(database);
  }
  await tidy[Symbol.asyncDispose]();
  assert.equal(text(), '');
  await database.close();
});

test('a store that cannot be tidied goes on, and says so', async () => {
  const { log, text } = openCapturedLog();
  const database = await PGlite.create();
  const tidy = keepTidy(database, log, 5);
  await until('a warning', () => text().includes('the embedded store could not be tidied'));
  await tidy[Symbol.asyncDispose]();
  await database.close();
});
