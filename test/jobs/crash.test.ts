/** A process that is killed at any moment loses nothing that it acknowledged, and what it was doing is done again. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { jobIdOf, openQueue } from '../../src/jobs/queue.ts';
import { openLog } from '../../src/observe/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import { done, openTestJobs } from '../support/jobs.ts';
import { startReplica } from '../support/replica.ts';
import { unlockBucket } from '../support/sample-remediation.ts';
import { type StoreAddress, testStores } from '../support/stores.ts';
import { until } from '../support/until.ts';

for (const kind of testStores)
  suite(`a crash on ${kind.name}`, { skip: kind.skip }, () => {
    let started: Awaited<ReturnType<typeof kind.start>>;
    before(async () => {
      started = await kind.start();
    });
    after(() => started[Symbol.asyncDispose]());

    test('a job whose process is killed in the middle of it is run again by the next, once', async () => {
      const address = await started.empty();
      await enqueueOnce(address, 'event-1');
      await using replica = startReplica(address, 'hold');
      await replica.says('started');
      await replica.kill();

      await using next = await openTestJobs(address);
      const ran: { event: string | undefined; attempt: number }[] = [];
      await next.worker(
        ({ origin }, { attempt }) => {
          ran.push({ event: origin.eventId, attempt });
          return Promise.resolve(done);
        },
        { lockMs: 1000 },
      );
      await until('it is done', async () => (await next.count('completed')) === 1);
      assert.deepEqual(ran, [{ event: 'event-1', attempt: 2 }]);
      assert.equal(await next.jobs.enqueue(unlockBucket('invoices', 'event-2')), 'added', 'the place is free again');
    });

    test('what was acknowledged is there after the process was killed, again and again', async () => {
      const address = await started.empty();
      const acknowledged: string[] = [];
      for (const round of ['a', 'b', 'c']) {
        await using replica = startReplica(address, round === 'c' ? 'busy' : 'enqueue', round);
        await replica.says('added');
        await delay(200 * Math.random());
        await replica.kill();
        acknowledged.push(...replica.said('added'));
      }
      assert.deepEqual(await missingOf(address, acknowledged), []);
      assert.ok(acknowledged.length >= 3);
    });
  });

async function enqueueOnce(address: StoreAddress, event: string): Promise<void> {
  await using world = await openTestJobs(address);
  await world.jobs.enqueue(unlockBucket('invoices', event));
}

/** Of the events, those that no job is there for. */
async function missingOf(address: StoreAddress, events: readonly string[]): Promise<readonly string[]> {
  await using store = await openStore({ ...address, log: openLog('silent') });
  const queue = openQueue(store);
  const missing: string[] = [];
  for (const event of events) {
    const job = await queue.getJob(jobIdOf(unlockBucket(`bucket-${event}`, event)));
    if (job === undefined) missing.push(event);
  }
  await queue.close();
  return missing;
}
