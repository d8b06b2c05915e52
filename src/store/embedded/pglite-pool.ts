/**
 * PGlite in the shape of node-postgres' pool, which is what BullMQ's PostgreSQL backend asks for. All clients share
 * PGlite's one session, in this process: no socket that others could connect to, nothing interleaved within a
 * statement, and notifications that reach whoever listens.
 * Never: a transaction of several statements; it would hold the statements of all others.
 */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import type { PgNotification, PgPool, PgPoolClient, PgQueryable, PgQueryResult } from 'bullmq';

/** `options` says to BullMQ that a lost connection would be noticed: there is none to lose. */
export type EmbeddedPool = PgPool & { readonly options: { readonly keepAlive: true } };

export function poolOver(database: PGlite): EmbeddedPool {
  const query = queryWith(database);
  return Object.assign(new EventEmitter(), {
    options: { keepAlive: true } as const,
    query,
    connect: () => Promise.resolve(clientOver(database, query)),
    end: () => Promise.resolve(),
  });
}

function queryWith(database: PGlite): PgQueryable['query'] {
  return async <Row>(text: string, values?: readonly unknown[]): Promise<PgQueryResult<Row>> => {
    assert(!/^\s*(?:BEGIN|START TRANSACTION)\b/iu.test(text), 'the embedded store runs single statements');
    const { rows, affectedRows } = await database.query<Row>(text, values === undefined ? [] : [...values]);
    return { rows, rowCount: affectedRows ?? rows.length };
  };
}

function clientOver(database: PGlite, query: PgQueryable['query']): PgPoolClient {
  const events = new EventEmitter();
  const stopForwarding = database.onNotification((channel, payload) => {
    events.emit('notification', { channel, payload } satisfies PgNotification);
  });
  return Object.assign(events, { query, release: stopForwarding });
}
