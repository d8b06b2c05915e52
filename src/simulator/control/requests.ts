/** The request log: what was asked of the simulated AWS, and why it refused what it refused. */
import type { ControlCall } from './control.ts';

const FILTERS = ['service', 'operation', 'accessKeyId', 'callerAccountId', 'errorCode', 'resource'] as const;

/** Newest last. `since` is a sequence number: only what came after it. */
export function listRequests({ world, query }: ControlCall) {
  const since = Number(query.get('since') ?? 0);
  const limit = Number(query.get('limit') ?? 1000);
  const wanted = FILTERS.filter((name) => query.has(name));
  const requests = world.requestLog
    .entries()
    .filter((entry) => entry.sequence > since && wanted.every((name) => entry[name] === query.get(name)));
  return { requests: requests.slice(-limit) };
}

export function clearRequests({ world }: ControlCall): void {
  world.requestLog.clear();
}
