/**
 * Errors as RFC 9457 problem documents, the only form in which the API says no.
 * Never: shows a stack or the words of an unexpected error; those are in the log.
 */
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../observe/log.ts';

export type Problem = {
  readonly status: number;
  /** For a person: what was wrong with this request. */
  readonly detail: string;
  /** What to do next. */
  readonly remedy?: string;
  /** One sentence each, when there are several. */
  readonly reasons?: readonly string[];
};

export function sendProblem(reply: FastifyReply, { status, ...rest }: Problem): FastifyReply {
  const title = STATUS_CODES[status] ?? 'Error';
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title, status, ...rest });
}

/** What no route answers, and what went wrong in one. */
export function answerWithProblems(server: FastifyInstance, log: Log): void {
  server.setNotFoundHandler((request, reply) =>
    sendProblem(reply, { status: 404, detail: `there is no \`${request.method} ${pathOf(request)}\`` }),
  );
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return sendProblem(reply, { status, detail: error.message });
    log.error({ err: error, method: request.method, path: pathOf(request) }, 'a request failed');
    return sendProblem(reply, { status, detail: 'the request failed; the log says why' });
  });
}

/** Without the query, which may hold what others must not read. */
const pathOf = (request: FastifyRequest): string => (request.url.split('?')[0] ?? '').slice(0, 200);
