/**
 * What orchestrators and Prometheus ask: alive, ready, metrics. Needs no authentication, tells no names.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../observe/metrics.ts';
import { sendProblem } from './problems.ts';

export type Readiness = { readonly ready: boolean; readonly reasons: readonly string[] };

export type Health = {
  /** False when only a restart helps. */
  readonly live: () => boolean;
  /** Is the store up, the ingest polling, the worker running? A reason for each that is not. */
  readonly ready: () => Promise<Readiness>;
};

/** Kubernetes gives a probe one second by default: an answer that comes later is no answer. */
const readyLimitMs = 900;

export function addProbes(server: FastifyInstance, metrics: Metrics, health: Health): void {
  server.get('/healthz', (_, reply) =>
    health.live()
      ? reply.send({ status: 'alive' })
      : sendProblem(reply, { status: 503, detail: 'rootkeeper must be restarted' }),
  );
  server.get('/readyz', async (_, reply) => {
    const { ready, reasons } = await readyInTime(health);
    if (ready) return reply.send({ status: 'ready' });
    return sendProblem(reply, { status: 503, detail: 'rootkeeper is not ready', reasons });
  });
  server.get('/metrics', async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

async function readyInTime(health: Health): Promise<Readiness> {
  const patience = new AbortController();
  const late = delay(readyLimitMs, { ready: false, reasons: [`no answer within ${readyLimitMs} ms`] }, patience);
  const failed = (error: unknown) => ({ ready: false, reasons: [error instanceof Error ? error.message : 'unknown'] });
  try {
    return await Promise.race([health.ready().catch(failed), late]);
  } finally {
    patience.abort();
    late.catch(() => undefined); // aborted: nobody waits for it any more
  }
}
