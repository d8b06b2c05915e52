/**
 * The listener: HTTP to `HttpCall` and back, for the AWS services and for the control endpoint, on one port.
 * Bodies are kept as the bytes that came, since signatures cover them.
 */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './kernel.ts';
import type { HttpCall } from './parse-call.ts';

/** Far above what a policy or a ledger record needs. */
const BODY_BYTES_MAX = 128 * 1024 * 1024;
/** SDKs keep idle connections; a server that closes first makes their next call fail. */
const KEEP_ALIVE_MS = 75_000;

export type HttpServer = AsyncDisposable & { readonly port: number };

export type HttpServerOptions = {
  readonly host: string;
  readonly port: number;
  readonly answer: (call: HttpCall) => Promise<Answer>;
};

/** Resolves once the port is taken; rejects with Node's own error when it cannot be. */
export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer((request, response) => {
    void serve(request, response, options);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1000;
  await listen(server, options);
  const { port } = server.address() as AddressInfo; // It listens on TCP, so this is neither null nor a path.
  return { port, [Symbol.asyncDispose]: () => close(server) };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: HttpServerOptions): Promise<void> {
  try {
    const call = await readCall(request, signalOf(response));
    if (call === null) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    write(response, await options.answer(call));
  } catch (error) {
    // The peer went away in the middle of a call, or we have a defect: either way there is nobody to answer.
    if (!request.destroyed) process.stderr.write(`simulator: ${String(error)}\n`);
    response.destroy();
  }
}

/** Null when the body is too large. */
async function readCall(request: IncomingMessage, signal: AbortSignal): Promise<HttpCall | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    rawUrl: request.url ?? '/',
    headers: headersOf(request),
    body: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
    sourceIp: request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
    signal,
  };
}

/** Aborted when the connection ends before it was answered. */
function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
}

function write(response: ServerResponse, answer: Answer): void {
  if ('silenceMs' in answer) {
    breakLater(response, answer.silenceMs);
    return;
  }
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  const isEmpty = answer.status === 204 || answer.status === 304;
  if (!isEmpty && !response.hasHeader('content-length')) {
    response.setHeader('content-length', Buffer.byteLength(answer.body));
  }
  response.writeHead(answer.status).end(answer.body);
}

function breakLater(response: ServerResponse, silenceMs: number): void {
  const timer = setTimeout(() => response.destroy(), silenceMs);
  // Whoever waits and gives up, or a simulator that closes, ends the silence early.
  response.once('close', () => {
    clearTimeout(timer);
  });
}

async function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  server.once('error', reject).listen(port, host, () => {
    resolve(undefined);
  });
  await promise;
  server.off('error', reject);
}

/** Running calls are cut: a simulated cloud that is gone answers nobody. */
async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.close(() => {
    resolve(undefined);
  });
  server.closeAllConnections();
  await promise;
}
