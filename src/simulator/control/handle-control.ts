/**
 * The control endpoint, `/_simulator/…`: what nobody can do through AWS's own services, for people who rehearse and for
 * tests. JSON in and out, documented in docs/simulator.md. Not logged, no faults, no latency, no signature.
 * Never: shows a secret, but for the administrator's access key that was asked for.
 */
import type { HttpCall } from '../server/parse-call.ts';
import type { WireResponse } from '../wire/wire.ts';
import type { World } from '../world/world.ts';
import { type ControlCall, ControlProblem, type ControlRoute } from './control.ts';
import { ROUTES } from './routes.ts';

const PREFIX = '/_simulator';

export function isControlCall({ rawUrl }: HttpCall): boolean {
  return rawUrl === PREFIX || rawUrl.startsWith(`${PREFIX}/`) || rawUrl.startsWith(`${PREFIX}?`);
}

export async function handleControl(call: HttpCall, world: World): Promise<WireResponse> {
  try {
    const { route, names, query } = find(call);
    const answer = await route({ world, names, query, body: readBody(call.body) });
    return json(200, answer ?? {});
  } catch (error) {
    if (error instanceof ControlProblem) return json(error.status, { error: error.message });
    throw error;
  }
}

type Found = Pick<ControlCall, 'names' | 'query'> & { readonly route: ControlRoute };

function find({ method, rawUrl }: HttpCall): Found {
  const { pathname, searchParams: query } = new URL(rawUrl, 'http://simulator');
  const path = pathname.slice(PREFIX.length).replace(/\/$/, '');
  const matches = ROUTES.filter(({ pattern }) => pattern.test(path));
  if (matches.length === 0)
    throw new ControlProblem(404, `there is no ${PREFIX}${path}; GET ${PREFIX} lists what there is`);
  const found = matches.find((candidate) => candidate.method === method);
  if (found === undefined) {
    throw new ControlProblem(405, `${PREFIX}${path} takes ${matches.map((one) => one.method).join(', ')}`);
  }
  const names = (found.pattern.exec(path) ?? []).slice(1).map(decode);
  return { route: found.route, names, query };
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new ControlProblem(400, `\`${name}\` is not a text encoded for a URL`);
  }
}

function readBody(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  try {
    const document: unknown = JSON.parse(body.toString('utf8'));
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return { ...document };
  } catch {
    // Told below.
  }
  throw new ControlProblem(400, 'the body is not a JSON object');
}

function json(status: number, document: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(document, null, 2)}\n`,
  };
}
