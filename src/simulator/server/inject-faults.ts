/**
 * What the fault plan says about one call, before and after its handler runs.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { AwsFault } from '../wire/aws-fault.ts';
import type { Caller } from '../wire/caller.ts';
import type { WireRequest } from '../wire/wire.ts';
import type { CallFault } from '../world/faults.ts';
import type { World } from '../world/world.ts';

export type Injection = {
  /** Answer nothing for so long, then break the connection. */
  readonly silenceMs: number | null;
  readonly loseAnswer: boolean;
  readonly fault: AwsFault | null;
};

const NOTHING: Injection = { silenceMs: null, loseAnswer: false, fault: null };

export async function injectFaults(request: WireRequest, caller: Caller | null, world: World): Promise<Injection> {
  let delayMs = world.settings.latencyMs;
  let injection = NOTHING;
  for (const fault of world.faults.calls.filter((candidate) => strikes(candidate, request, caller, world))) {
    spend(fault, world);
    const { effect } = fault;
    if (effect.kind === 'latency') delayMs += effect.milliseconds;
    else if (effect.kind === 'hang') injection = { ...injection, silenceMs: effect.milliseconds };
    else if (effect.kind === 'lose-answer') injection = { ...injection, loseAnswer: true };
    else injection = { ...injection, fault: effect.kind === 'throttle' ? throttled(request) : broken(request, effect) };
  }
  if (delayMs > 0) await sleep(delayMs);
  return injection;
}

function strikes(fault: CallFault, request: WireRequest, caller: Caller | null, world: World): boolean {
  if (fault.remaining === 0) return false;
  if (fault.service !== undefined && fault.service !== request.service) return false;
  if (fault.operation !== undefined && fault.operation !== request.operation) return false;
  if (fault.accountId !== undefined && (caller === null || accountOf(caller) !== fault.accountId)) return false;
  if (fault.resource !== undefined && !concerns(request, fault.resource)) return false;
  return fault.probability >= 1 || world.ids.random() < fault.probability;
}

function accountOf(caller: Caller): string | null {
  return caller.kind === 'anonymous' ? null : caller.accountId;
}

/** `resource` is a bucket or queue, by name or ARN: the ARN's last part is the name. */
function concerns(request: WireRequest, resource: string): boolean {
  const name = resource.slice(resource.lastIndexOf(':') + 1);
  if (request.s3 !== null) return request.s3.bucket === name;
  const url = request.params['QueueUrl'];
  return typeof url === 'string' && url.endsWith(`/${name}`);
}

function spend(fault: CallFault, world: World): void {
  if (fault.remaining === null) return;
  fault.remaining -= 1;
  if (fault.remaining === 0) world.faults.calls.splice(world.faults.calls.indexOf(fault), 1);
}

/** Each service has its own word for "slower, please". */
export function throttled(request: WireRequest): AwsFault {
  switch (request.service) {
    case 's3':
      return new AwsFault('SlowDown', 503, 'Please reduce your request rate.');
    case 'sqs':
      return new AwsFault('RequestThrottled', 403, 'The request was throttled.', { queryCode: 'RequestThrottled' });
    case 'organizations':
      return new AwsFault('TooManyRequestsException', 400, 'You have sent too many requests in too short a time.');
    case 'events':
      return new AwsFault('ThrottlingException', 400, 'Rate exceeded');
    default:
      return new AwsFault('Throttling', 400, 'Rate exceeded');
  }
}

function broken(request: WireRequest, effect: { readonly status: number; readonly code?: string }): AwsFault {
  const internal = request.service === 's3' ? 'InternalError' : 'InternalFailure';
  const code = effect.code ?? (effect.status === 503 ? 'ServiceUnavailable' : internal);
  return new AwsFault(code, effect.status, 'We encountered an internal error. Please try again.');
}
