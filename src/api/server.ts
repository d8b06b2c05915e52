/**
 * The HTTP side: one listener for the API, and one more for metrics and health when they are wanted elsewhere.
 * Flow: daemon opens it last and closes it before the workers.
 * Never: listens beyond loopback without authentication; the configuration refuses it, and so does this.
 */
import assert from 'node:assert/strict';
import { fastify, type FastifyInstance } from 'fastify';
import { isLoopback } from '../config/combinations.ts';
import type { ListenAddress } from '../config/values.ts';
import { Failure } from '../domain/failure.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { addProbes, type Health } from './probes.ts';
import { answerWithProblems } from './problems.ts';

export type HttpOptions = {
  readonly listen: ListenAddress;
  /** A listener of its own for `/metrics`, `/healthz`, `/readyz`; may be reachable by others. */
  readonly metricsListen?: ListenAddress | null;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly log: Log;
};

export type Http = AsyncDisposable & {
  /** With the port that was really taken, such as `http://127.0.0.1:8080`. */
  readonly apiUrl: string;
  /** The same as `apiUrl` when there is no listener of its own. */
  readonly metricsUrl: string;
};

export class ListenFailed extends Failure {
  override readonly name = 'ListenFailed';
  readonly code = 'RK_LISTEN_FAILED';
}

export async function openHttp({ listen, metricsListen = null, metrics, health, log }: HttpOptions): Promise<Http> {
  assert(isLoopback(listen), 'the API listens on loopback as long as nobody has to authenticate');
  await using opened = new AsyncDisposableStack();

  const open = async (address: ListenAddress, option: string): Promise<string> => {
    const server = buildServer(log);
    addProbes(server, metrics, health);
    opened.defer(() => server.close());
    return await startListening(server, address, option);
  };
  const apiUrl = await open(listen, 'api.listen');
  const metricsUrl = metricsListen === null ? apiUrl : await open(metricsListen, 'api.metricsListen');

  const closing = opened.move();
  return { apiUrl, metricsUrl, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** A policy has 20 KB, an event 256 KB: no request of ours is larger. */
const bodyLimit = 512 * 1024;

function buildServer(log: Log): FastifyInstance {
  const server = fastify({
    bodyLimit,
    requestTimeout: 15_000, // for a whole request to arrive, however slowly it is sent
    connectionTimeout: 65_000, // above the 30 s that `?wait` may ask for
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    logger: false,
  });
  server.addHook('onSend', (_, reply, payload, done) => {
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    done(null, payload);
  });
  answerWithProblems(server, log);
  return server;
}

async function startListening(server: FastifyInstance, { host, port }: ListenAddress, option: string): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    const remedy = code === 'EADDRINUSE' ? 'stop what uses it, or choose another port' : 'choose another address';
    throw new ListenFailed(`could not listen on \`${host}:${port}\`: ${code}`, `${remedy} (\`${option}\`)`, error);
  }
}
