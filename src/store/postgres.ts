/**
 * A PostgreSQL server as the store. Everything lives in one schema named after the prefix; BullMQ's own migrations
 * make and upgrade it, under a lock that replicas starting together share.
 */
import { createPostgresBackend, quoteSchemaName, runMigrations } from 'bullmq';
import { Pool } from 'pg';
import type { Log } from '../observe/log.ts';
import { addressOf } from './address.ts';
import { type Store, StoreFailure } from './store.ts';

const connectWithinMs = 15_000;
const answerLimitMs = 10_000;

export async function openPostgresStore(options: { url: string; prefix: string; log: Log }): Promise<Store> {
  const { url, log } = options;
  const address = addressOf(url);
  const schema = schemaOf(options.prefix);
  const connection = { connectionString: url, connectionTimeoutMillis: connectWithinMs, keepAlive: true };
  const pool = new Pool({
    ...connection,
    max: 4,
    query_timeout: answerLimitMs,
    options: `-c search_path=${quoteSchemaName(schema)}`,
  });
  // An idle connection that breaks says so here; the pool opens another when one is needed.
  pool.on('error', (error) => {
    log.warn({ store: address, err: error }, 'a connection to the store is lost');
  });
  try {
    await migrate(pool, schema);
  } catch (error) {
    await pool.end();
    throw new StoreFailure('prepare', address, error);
  }

  return {
    kind: 'postgres',
    address,
    queueBackend: (role) => (name, queueOptions, more) =>
      createPostgresBackend(
        name,
        {
          ...queueOptions,
          connection: {
            ...connection,
            schema,
            max: 4,
            ...(role === 'producer' ? { query_timeout: answerLimitMs } : {}),
          },
        },
        more,
      ),
    shared: {
      kind: 'sql',
      sql: { query: (text, values) => pool.query(text, values === undefined ? [] : [...values]) },
    },
    ping: async () => {
      await pool.query('SELECT 1').catch((error: unknown) => {
        throw new StoreFailure('reach', address, error);
      });
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

async function migrate(pool: Pool, schema: string): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    client.release();
  }
}

/** The prefix without what an SQL name cannot have: `{rootkeeper}` is the schema `rootkeeper`. */
export function schemaOf(prefix: string): string {
  const name = prefix.replaceAll(/[^A-Za-z0-9_]/gu, '_').replaceAll(/^_+|_+$/gu, '');
  return /^[A-Za-z_]/u.test(name) ? name.slice(0, 63) : `rootkeeper_${name}`.slice(0, 63);
}
