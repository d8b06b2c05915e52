/** What goes into the queue, and what becomes one: the same promises on every kind of store. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { deduplicationId } from '../../src/domain/remediation.ts';
import { newJobData } from '../../src/jobs/job-data.ts';
import { openQueue, optionsFor, retention } from '../../src/jobs/queue.ts';
import { trimEnded } from '../../src/jobs/trim.ts';
import { done, openTestJobs } from '../support/jobs.ts';
import { makeRootless, unlockBucket } from '../support/sample-remediation.ts';
import { testStores } from '../support/stores.ts';
import { until } from '../support/until.ts';

/** Runs that last until they are let go, each known by its event. */
function heldRuns() {
  const started: (string | undefined)[] = [];
  const waiting: PromiseWithResolvers<undefined>[] = [];
  return {
    started,
    run: async (remediation: { readonly origin: { readonly eventId?: string } }) => {
      started.push(remediation.origin.eventId);
      const held = Promise.withResolvers<undefined>();
      waiting.push(held);
      await held.promise;
      return done;
    },
    letGo: () => {
      waiting.shift()?.resolve(undefined);
    },
  };
}

for (const kind of testStores)
  suite(`the queue on ${kind.name}`, { skip: kind.skip }, () => {
    let started: Awaited<ReturnType<typeof kind.start>>;
    before(async () => {
      started = await kind.start();
    });
    after(() => started[Symbol.asyncDispose]());

    test('copies of one event are one job, even when they arrive at the same moment', async () => {
      await using world = await openTestJobs(await started.empty());
      const copies = Array.from({ length: 5 }, () => unlockBucket('invoices', 'event-1'));
      const answers = await Promise.all(copies.map((copy) => world.jobs.enqueue(copy)));
      assert.deepEqual(answers.toSorted(), ['added', 'joined', 'joined', 'joined', 'joined']);
      assert.deepEqual(await world.counts(), { waiting: 1 });
    });

    test('while work on a resource waits, other changes of it join, and those of others do not', async () => {
      await using world = await openTestJobs(await started.empty());
      assert.equal(await world.jobs.enqueue(unlockBucket('invoices', 'event-1')), 'added');
      assert.equal(await world.jobs.enqueue(unlockBucket('invoices', 'event-2')), 'joined');
      assert.equal(await world.jobs.enqueue(unlockBucket('receipts', 'event-3')), 'added');
      assert.equal(await world.jobs.enqueue(makeRootless()), 'added');
      assert.deepEqual(await world.counts(), { waiting: 3 });
    });

    test('a change that arrives during a repair is looked at after it, once, for the last of them', async () => {
      await using world = await openTestJobs(await started.empty());
      const runs = heldRuns();
      await world.worker(runs.run);
      await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
      await until('the first run starts', () => runs.started.length === 1);
      for (const event of ['event-2', 'event-3'])
        assert.equal(await world.jobs.enqueue(unlockBucket('invoices', event)), 'joined');
      assert.deepEqual(runs.started, ['event-1'], 'not beside the first');
      runs.letGo();
      await until('the second run starts', () => runs.started.length === 2);
      runs.letGo();
      await until('both are done', async () => (await world.count('completed')) === 2);
      assert.deepEqual(runs.started, ['event-1', 'event-3']);
      assert.deepEqual(await world.counts(), { completed: 2 });
    });

    test('a duplicate during or after its own run changes nothing, and does not push out a newer change', async () => {
      await using world = await openTestJobs(await started.empty());
      const runs = heldRuns();
      await world.worker(runs.run);
      await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
      await until('the run starts', () => runs.started.length === 1);
      await world.jobs.enqueue(unlockBucket('invoices', 'event-2'));
      assert.equal(await world.jobs.enqueue(unlockBucket('invoices', 'event-1')), 'joined');
      runs.letGo();
      await until('the newer change runs', () => runs.started.length === 2);
      runs.letGo();
      await until('both are done', async () => (await world.count('completed')) === 2);
      assert.equal(await world.jobs.enqueue(unlockBucket('invoices', 'event-1')), 'joined');
      assert.equal(await world.jobs.enqueue(unlockBucket('invoices', 'event-2')), 'joined');
      assert.deepEqual(await world.counts(), { completed: 2 });

      assert.equal(await world.jobs.enqueue(unlockBucket('invoices', 'event-4')), 'added', 'the place is free again');
      await until('the next change runs', () => runs.started.length === 3);
      runs.letGo();
    });

    test('a job that has ended cannot swallow later changes, whoever left it in the way', async () => {
      await using world = await openTestJobs(await started.empty());
      const first = unlockBucket('invoices', 'event-1');
      await using worker = await world.worker(() => Promise.resolve(done));
      await world.jobs.enqueue(first);
      await until('it is done', async () => (await world.count('completed')) === 1);
      await worker[Symbol.asyncDispose]();
      // What another replica does that looked for the job just before it was there.
      const queue = openQueue(world.store);
      await queue.add(first.task, newJobData(first), optionsFor(first, 0));
      await queue.close();
      assert.equal(await world.jobs.enqueue(unlockBucket('invoices', 'event-2')), 'added');
    });

    test('of the jobs that have ended, the newest are kept', async () => {
      await using world = await openTestJobs(await started.empty());
      await world.worker(() => Promise.resolve(done));
      for (const number of [1, 2, 3, 4, 5]) {
        await world.jobs.enqueue(unlockBucket('invoices', `event-${number}`));
        await until('it is done', async () => (await world.count('completed')) === number);
      }
      const queue = openQueue(world.store);
      await trimEnded(queue, { ...retention, removeOnComplete: { age: 3600, count: 2 } });
      const kept = (await queue.getCompleted()).map(({ id }) => id?.split('/').at(-1));
      assert.deepEqual(kept.toSorted(), ['event-4', 'event-5']);
      await trimEnded(queue, { ...retention, removeOnComplete: { age: 0, count: 2 } });
      assert.deepEqual(await queue.getCompleted(), []);
      await queue.close();
    });

    test('names with every character that AWS allows make a valid job', async () => {
      await using world = await openTestJobs(await started.empty());
      const seen: string[] = [];
      await world.worker((remediation) => {
        seen.push(deduplicationId(remediation));
        return Promise.resolve(done);
      });
      const names = ['a.b-c_d', '123456789012', 'Old_BUCKET.name'];
      for (const name of names) await world.jobs.enqueue(unlockBucket(name, 'arn:aws:x:y/z 100%é'));
      await until('all have run', () => seen.length === names.length);
      assert.deepEqual(seen.toSorted(), names.map((name) => `222222222222/unlock_bucket/${name}`).toSorted());
    });

    test('the metrics say how many jobs wait, how old the oldest is, and that the store answers', async () => {
      await using world = await openTestJobs(await started.empty());
      const old = unlockBucket('invoices', 'event-1');
      await world.jobs.enqueue(old);
      await world.jobs.enqueue(unlockBucket('receipts', 'event-2'), 60_000);
      assert.deepEqual(await world.counts(), { waiting: 1, delayed: 1 });
      const age = (await world.metrics.jobOldestAge.get()).values[0]?.value ?? -1;
      assert.ok(age >= 0 && age < 60, String(age));
      assert.equal((await world.metrics.storeUp.get()).values[0]?.value, 1);
    });
  });
