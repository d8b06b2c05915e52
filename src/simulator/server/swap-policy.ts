/**
 * The race that a repair must survive: somebody changes the policy after it was read and before it is written.
 */
import type { WireRequest } from '../wire/wire.ts';
import type { World } from '../world/world.ts';
import { putPolicyAsAdministrator } from '../world/put-policy.ts';

const READS: ReadonlySet<string> = new Set(['GetBucketPolicy', 'GetQueueAttributes']);

/** Call it after a read has been answered. */
export function swapPolicyAfterRead(request: WireRequest, world: World): void {
  if (world.faults.swaps.length === 0 || !READS.has(request.operation)) return;
  const index = world.faults.swaps.findIndex((swap) => swap.resource === resourceOf(request));
  if (index === -1) return;
  const [swap] = world.faults.swaps.splice(index, 1);
  if (swap !== undefined) putPolicyAsAdministrator(world, swap);
}

function resourceOf(request: WireRequest): string | null {
  if (request.s3 !== null && request.s3.bucket !== null) return `arn:aws:s3:::${request.s3.bucket}`;
  return request.notes.resource ?? null;
}
