/** What becomes of a job that runs: the same promises on every kind of store. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { AwsRefusal, type RefusalKind } from '../../src/domain/aws-refusal.ts';
import { Failure } from '../../src/domain/failure.ts';
import { openQueue } from '../../src/jobs/queue.ts';
import type { Store } from '../../src/store/store.ts';
import { done, healed, impatient, openTestJobs } from '../support/jobs.ts';
import { makeRootless, unlockBucket } from '../support/sample-remediation.ts';
import { testStores } from '../support/stores.ts';
import { until } from '../support/until.ts';

const refusal = (kind: RefusalKind): AwsRefusal =>
  new AwsRefusal('read the policy of bucket', 'invoices', { kind, remedy: 'Do this.' }, new Error(kind));

class LedgerFull extends Failure {
  override readonly name = 'LedgerFull';
  readonly code = 'RK_LEDGER_UNAVAILABLE';
}

async function markAsStalledTooOften({ shared }: Store, jobId: string): Promise<void> {
  const reason = 'job stalled more than allowable limit';
  if (shared.kind === 'redis') await shared.redis.hset(`${shared.prefix}:remediations:${jobId}`, 'defa', reason);
  else await shared.sql.query('UPDATE job SET deferred_failure = $1 WHERE id = $2', [reason, jobId]);
}

for (const kind of testStores)
  suite(`the worker on ${kind.name}`, { skip: kind.skip }, () => {
    let started: Awaited<ReturnType<typeof kind.start>>;
    before(async () => {
      started = await kind.start();
    });
    after(() => started[Symbol.asyncDispose]());

    test('what waiting mends is tried again, in the same job, until it succeeds', async () => {
      await using world = await openTestJobs(await started.empty());
      const errors = [
        ...(['throttled', 'unavailable', 'not_ready', 'expired', 'conflict'] as const).map(refusal),
        new LedgerFull('could not write', 'Make room.'),
        new TypeError('who knows'),
      ];
      const attempts: number[] = [];
      await world.worker((_, { attempt }) => {
        attempts.push(attempt);
        const error = errors.shift();
        return error === undefined ? Promise.resolve(done) : Promise.reject(error);
      });
      await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
      await until('it is done', async () => (await world.count('completed')) === 1);
      assert.deepEqual(attempts, [1, 2, 3, 4, 5, 6, 7, 8]);
      assert.deepEqual(world.concluded, [], 'the run recorded its outcome itself');
    });

    for (const [refused, state, outcome] of [
      ['denied', 'failed', { kind: 'refused', reason: 'denied' }],
      ['blocked_by_scp', 'failed', { kind: 'refused', reason: 'blocked_by_scp' }],
      ['invalid', 'failed', { kind: 'failed', reason: 'invalid_request' }],
      ['gone', 'completed', { kind: 'not_needed', reason: 'resource_gone' }],
    ] as const)
      test(`\`${refused}\` ends at once, is concluded, and is seen as ${state}`, async () => {
        await using world = await openTestJobs(await started.empty());
        let runs = 0;
        await world.worker(() => {
          runs += 1;
          return Promise.reject(refusal(refused));
        });
        const remediation = unlockBucket('invoices', 'event-1');
        await world.jobs.enqueue(remediation);
        await until('it ends', async () => (await world.count(state)) === 1);
        assert.equal(runs, 1);
        assert.equal(world.concluded.length, 1);
        assert.deepEqual(world.concluded[0]?.remediation, remediation, 'read back as it was written');
        assert.partialDeepStrictEqual(world.concluded[0].outcome, outcome);
      });

    test('when patience ends, the outcome says so, and the job stays visible as failed with its reason', async () => {
      await using world = await openTestJobs(await started.empty());
      await world.worker(() => Promise.reject(refusal('not_ready')), {
        patience: impatient(20, 50),
      });
      await world.jobs.enqueue(makeRootless('event-1'));
      await until('it has failed', async () => (await world.count('failed')) === 1);
      assert.partialDeepStrictEqual(world.concluded[0]?.outcome, { kind: 'failed', reason: 'retries_exhausted' });
      const queue = openQueue(world.store);
      const [job] = await queue.getFailed();
      await queue.close();
      assert.match(job?.failedReason ?? '', /retries_exhausted.*Given up after \d+ times in a row/u);
    });

    test('an end that cannot be recorded is not an end', async () => {
      await using world = await openTestJobs(await started.empty());
      const order: string[] = [];
      await world.worker(
        () => {
          order.push('run');
          return Promise.reject(refusal('denied'));
        },
        {
          conclude: () => {
            order.push('conclude');
            return order.length < 4
              ? Promise.reject(new LedgerFull('could not write', 'Make room.'))
              : Promise.resolve();
          },
        },
      );
      await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
      await until('it has failed', async () => (await world.count('failed')) === 1);
      assert.deepEqual(order, ['run', 'conclude', 'run', 'conclude']);
    });

    test('what follows is queued before the job is done, for the same resource as well', async () => {
      await using world = await openTestJobs(await started.empty());
      const ran: (string | undefined)[] = [];
      const follow = [
        { remediation: unlockBucket('invoices', 'again'), delayMs: 20 },
        { remediation: makeRootless('follow'), delayMs: 0 },
      ];
      await world.worker(({ origin }) => {
        ran.push(origin.eventId);
        return Promise.resolve({ outcome: healed, next: origin.eventId === 'event-1' ? follow : [] });
      });
      await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
      await until('all three are done', async () => (await world.count('completed')) === 3);
      assert.deepEqual(ran.toSorted(), ['again', 'event-1', 'follow']);
    });

    test('what is not ours in the queue ends as failed with its reason, and holds nothing up', async () => {
      await using world = await openTestJobs(await started.empty());
      const queue = openQueue(world.store);
      const hostile = [
        {},
        { version: 2 },
        { version: 1, remediation: { ...unlockBucket('invoices'), task: 'delete_everything' } },
        { version: 1, remediation: { ...unlockBucket('invoices'), id: '../../etc/passwd' } },
        { version: 1, remediation: unlockBucket('../escape') },
        'a string',
      ];
      for (const data of hostile) await queue.add('unlock_bucket', data);
      await queue.close();
      let runs = 0;
      await world.worker(() => {
        runs += 1;
        return Promise.resolve(done);
      });
      await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
      await until('all have ended', async () => {
        const { failed, completed } = await world.counts();
        return failed === hostile.length && completed === 1;
      });
      assert.equal(runs, 1);
      assert.match(world.text(), /a job in the queue cannot be read/u);
    });

    test('a job that ends its process again and again is given up, and that is recorded', async () => {
      await using world = await openTestJobs(await started.empty());
      const remediation = unlockBucket('invoices', 'event-1');
      const queue = openQueue(world.store);
      // The embedded store's jobs carry our own count; elsewhere BullMQ counts, and leaves a mark.
      const resumed = kind.name === 'embedded' ? 11 : 0;
      await queue.add('unlock_bucket', { version: 1, remediation, resumed }, { jobId: 'poison' });
      if (kind.name !== 'embedded') await markAsStalledTooOften(world.store, 'poison');
      await queue.close();

      let runs = 0;
      await world.worker(() => {
        runs += 1;
        return Promise.resolve(done);
      });
      await until('it has failed', async () => (await world.count('failed')) === 1);
      await until('it is recorded', () => world.concluded.length === 1);
      assert.equal(runs, 0);
      assert.partialDeepStrictEqual(world.concluded, [{ remediation, outcome: { kind: 'failed', reason: 'defect' } }]);
    });

    test('on stopping, what runs may finish', async () => {
      await using world = await openTestJobs(await started.empty());
      const running = Promise.withResolvers<undefined>();
      const finish = Promise.withResolvers<undefined>();
      const worker = await world.worker(async () => {
        running.resolve(undefined);
        await finish.promise;
        return done;
      });
      await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
      await running.promise;
      const stopped = worker[Symbol.asyncDispose]();
      finish.resolve(undefined);
      await stopped;
      assert.deepEqual(await world.counts(), { completed: 1 });
    });

    test('what does not finish in time is told to stop, goes back, and runs in the next process', async () => {
      await using world = await openTestJobs(await started.empty());
      const running = Promise.withResolvers<undefined>();
      const worker = await world.worker(
        async (_, { signal }) => {
          running.resolve(undefined);
          await new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(new Error('stopping'));
            });
          });
          return done;
        },
        { finishWithinMs: 20 },
      );
      await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
      await running.promise;
      await worker[Symbol.asyncDispose]();
      assert.deepEqual(world.concluded, []);

      await world.worker(() => Promise.resolve(done));
      await until('the next one does it', async () => (await world.count('completed')) === 1);
    });

    test('every line of a run carries what it is about', async () => {
      await using world = await openTestJobs(await started.empty());
      const remediation = unlockBucket('invoices', 'event-1');
      await world.worker((_, { log }) => {
        log.info('a line of the run');
        return Promise.resolve(done);
      });
      await world.jobs.enqueue(remediation);
      await until('it is done', async () => (await world.count('completed')) === 1);
      const line =
        world
          .text()
          .split('\n')
          .find((text) => text.includes('a line of the run')) ?? '{}';
      assert.partialDeepStrictEqual(JSON.parse(line), {
        remediationId: remediation.id,
        accountId: '222222222222',
        resource: 'arn:aws:s3:::invoices',
        eventId: 'event-1',
      });
    });
  });
