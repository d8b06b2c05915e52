/**
 * On the embedded store, whatever is marked as running when we start belonged to a process that is gone: back to the
 * queue with it, without waiting for a lock to run out.
 * Never: for a store that other processes work on.
 */
import type { Log } from '../observe/log.ts';
import { parseJobData } from './job-data.ts';
import type { RemediationQueue } from './queue.ts';

/** BullMQ's word for "whoever holds the lock". */
const anyToken = '0';

export async function resumeOrphans(queue: RemediationQueue, log: Log): Promise<void> {
  for (const job of await queue.getActive()) {
    const result = parseJobData(job.data);
    if ('data' in result) await job.updateData({ ...result.data, resumed: (result.data.resumed ?? 0) + 1 });
    await job.moveToWait(anyToken);
    log.info({ jobId: job.id }, 'a remediation that was under way when the last process ended is taken up again');
  }
}
