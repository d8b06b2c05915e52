/**
 * Request quotas: so many calls a second for each service, calling account and Region, with AWS's own word for "slower"
 * when they are used up. A token bucket that holds one second's worth. Off unless set through the control endpoint,
 * since AWS publishes few of its numbers.
 */
import type { AwsFault } from '../wire/aws-fault.ts';
import type { Caller } from '../wire/caller.ts';
import type { WireRequest } from '../wire/wire.ts';
import type { World } from '../world/world.ts';
import { throttled } from './inject-faults.ts';

export type QuotaCheck = (request: WireRequest, caller: Caller) => AwsFault | null;

type Bucket = { tokens: number; filledAt: number };

export function createQuotaCheck(world: World): QuotaCheck {
  const buckets = new Map<string, Bucket>();

  return (request, caller) => {
    const perSecond = world.quotas.get(request.service);
    if (perSecond === undefined || caller.kind === 'anonymous') return null;
    const name = `${request.service} ${caller.accountId} ${request.region}`;
    // A duration: the world's clock may be set back.
    const now = performance.now();
    const bucket = buckets.get(name) ?? { tokens: perSecond, filledAt: now };
    buckets.set(name, bucket);
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    if (bucket.tokens < 1) return throttled(request);
    bucket.tokens -= 1;
    return null;
  };
}
