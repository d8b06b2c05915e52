/**
 * What PostgreSQL's background processes do elsewhere. Inside one process there are none, so nothing would ever
 * shorten the log (it is replayed at the next start) or reuse the space of rows that are gone.
 */
import type { PGlite } from '@electric-sql/pglite';
import type { Log } from '../../observe/log.ts';

const usualIntervalMs = 30_000;
/** BullMQ's tables whose rows come and go with every job. */
const busyTables = ['job', 'event', 'dedup', 'dedup_next', 'meta'];

export function keepTidy(database: PGlite, log: Log, intervalMs = usualIntervalMs): AsyncDisposable {
  let running = Promise.resolve();
  let tidiedAt = '';

  const tidy = async (): Promise<void> => {
    const before = await positionOf(database);
    if (before === tidiedAt) return;
    // One by one, so that others have their turn in between.
    for (const table of busyTables) await database.exec(`VACUUM (ANALYZE) ${table}`);
    await database.exec('CHECKPOINT');
    tidiedAt = await positionOf(database);
  };
  const timer = setInterval(() => {
    running = running.then(tidy).catch((error: unknown) => {
      log.warn({ err: error }, 'the embedded store could not be tidied');
    });
  }, intervalMs);
  timer.unref();

  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Where the log stands: unchanged means that nothing was written. */
async function positionOf(database: PGlite): Promise<string> {
  const { rows } = await database.query<{ position: string }>('SELECT pg_current_wal_insert_lsn()::text AS position');
  return rows[0]?.position ?? '';
}
