/**
 * Keeps the number of ended jobs within `retention` on PostgreSQL. BullMQ would do it with every job that ends, as it
 * does on Redis; in SQL that reads all of them each time (measured: ten times slower at 2,000 kept jobs).
 */
import { type RemediationQueue, type Retention, retention } from './queue.ts';

/** Small, because the embedded store does nothing else meanwhile. */
const batch = 500;

export async function trimEnded(queue: RemediationQueue, keep: Retention = retention): Promise<void> {
  const counts = await queue.getJobCounts('completed', 'failed');
  await trim(queue, 'completed', keep.removeOnComplete, counts['completed'] ?? 0);
  await trim(queue, 'failed', keep.removeOnFail, counts['failed'] ?? 0);
}

async function trim(
  queue: RemediationQueue,
  state: 'completed' | 'failed',
  keep: { readonly age: number; readonly count: number },
  present: number,
): Promise<void> {
  let left = present;
  const clean = async (olderThanMs: number, limit: number): Promise<boolean> => {
    const cleaned = await queue.clean(olderThanMs, limit, state);
    left -= cleaned.length;
    return cleaned.length === limit;
  };
  while (await clean(keep.age * 1000, batch));
  while (left > keep.count && (await clean(0, Math.min(left - keep.count, batch))));
}
