/**
 * The store that needs nothing installed: PostgreSQL in this process (PGlite), its files below `dataDir`.
 * Durable when a statement is answered; one process at a time. docs/adr/0002 has the measurements.
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createPostgresBackend, DEFAULT_SCHEMA, type PgQueryable, quoteSchemaName, runMigrations } from 'bullmq';
import type { Log } from '../../observe/log.ts';
import { StoreFailure, StoreInUse, type Store } from '../store.ts';
import { takeDirectoryLock } from './directory-lock.ts';
import { durableFiles, durableStartParams } from './durable-files.ts';
import { keepTidy } from './maintenance.ts';
import { poolOver } from './pglite-pool.ts';

/** PostgreSQL's defaults are for a machine of its own; this one shares a process. */
const modest = ['-c', 'shared_buffers=16MB', '-c', 'wal_buffers=1MB', '-c', 'max_wal_size=64MB'];
/** PGlite reads 64-bit numbers as numbers; node-postgres, which BullMQ expects, leaves them as text. */
const int8 = 20;

export async function openEmbeddedStore({ dataDir, log }: { dataDir: string; log: Log }): Promise<Store> {
  const directory = resolve(dataDir, 'store');
  await using opened = new AsyncDisposableStack();
  opened.use(await lock(directory));
  const database = opened.adopt(await startDatabase(directory), (it) => it.close());
  opened.use(keepTidy(database, log));
  const pool = poolOver(database);
  const closing = opened.move();

  return {
    kind: 'embedded',
    address: directory,
    queueBackend: () => (name, options, more) => createPostgresBackend(name, { ...options, connection: pool }, more),
    shared: { kind: 'sql', sql: pool },
    ping: async () => {
      await database.query('SELECT 1').catch((error: unknown) => {
        throw new StoreFailure('reach', directory, error);
      });
    },
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

async function lock(directory: string): Promise<Disposable> {
  try {
    await mkdir(directory, { recursive: true });
    const held = takeDirectoryLock(join(directory, 'lock'));
    if (held !== undefined) return held;
  } catch (error) {
    throw new StoreFailure('write to', directory, error);
  }
  throw new StoreInUse(directory);
}

/** A start after a crash is no different: PostgreSQL replays its log. */
async function startDatabase(directory: string): Promise<PGlite> {
  try {
    const database = await PGlite.create({
      fs: durableFiles(join(directory, 'postgres')),
      startParams: [...durableStartParams, ...modest],
      parsers: { [int8]: (text) => text },
    });
    await runMigrations(migrationClient(database));
    await database.exec(`SET search_path TO ${quoteSchemaName(DEFAULT_SCHEMA)}`);
    return database;
  } catch (error) {
    throw new StoreFailure('start', directory, error);
  }
}

/** Migrations are scripts of many statements, in a transaction; nobody else is there yet. */
const migrationClient = (database: PGlite): PgQueryable => ({
  query: async <Row>(text: string, values?: readonly unknown[]) => {
    if (values !== undefined) return database.query<Row>(text, [...values]);
    const results = await database.exec(text);
    // The rows of whatever the caller's SQL selects, as with node-postgres.
    return { rows: (results.at(-1)?.rows ?? []) as Row[] };
  },
});
