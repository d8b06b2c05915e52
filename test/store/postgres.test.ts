/** A PostgreSQL server that goes and comes back, and what its schema is called. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openStore } from '../../src/store/open-store.ts';
import { schemaOf } from '../../src/store/postgres.ts';
import { StoreFailure } from '../../src/store/store.ts';
import { openCapturedLog } from '../support/captured-log.ts';
import { freePort } from '../support/free-port.ts';
import { done, openTestJobs } from '../support/jobs.ts';
import { openPostgres, postgresMissing } from '../support/postgres.ts';
import { unlockBucket } from '../support/sample-remediation.ts';
import { until } from '../support/until.ts';

const common = { cluster: false, prefix: '{test}', dataDir: '/nonexistent' };

for (const [prefix, schema] of [
  ['{rootkeeper}', 'rootkeeper'],
  ['team-a:{rk}', 'team_a__rk'],
  ['7', 'rootkeeper_7'],
  ['{}', 'rootkeeper_'],
] as const)
  test(`the prefix ${prefix} is the schema ${schema}`, () => {
    assert.equal(schemaOf(prefix), schema);
  });

test('a server that is not there is a failure that names it, without its password', async () => {
  const { log, text } = openCapturedLog();
  const url = `postgres://somebody:secret-word@127.0.0.1:${await freePort()}/jobs`;
  await assert.rejects(openStore({ ...common, url, log }), (error) => {
    assert.ok(error instanceof StoreFailure);
    assert.match(error.message, /could not prepare the store at `postgres:\/\/127\.0\.0\.1:\d+\/jobs`/u);
    assert.doesNotMatch(`${error.message} ${text()}`, /secret-word/u);
    return true;
  });
});

suite('a PostgreSQL server', { skip: postgresMissing ?? false }, () => {
  test('that crashes and starts again is taken up again, with all that it acknowledged', async () => {
    await using postgres = await openPostgres();
    await using world = await openTestJobs({ ...common, url: postgres.url });
    const ran: (string | undefined)[] = [];
    await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
    await postgres.end('SIGQUIT');
    await assert.rejects(world.store.ping(), StoreFailure);
    await assert.rejects(world.jobs.enqueue(unlockBucket('receipts', 'event-2')), StoreFailure);

    await postgres.start();
    assert.equal(await world.jobs.enqueue(unlockBucket('receipts', 'event-2')), 'added');
    await world.worker(({ origin }) => {
      ran.push(origin.eventId);
      return Promise.resolve(done);
    });
    await until('both are done', async () => (await world.count('completed')) === 2);
    assert.deepEqual(ran, ['event-1', 'event-2']);
  });

  test('that goes while a worker waits for jobs is listened to again', async () => {
    await using postgres = await openPostgres();
    await using world = await openTestJobs({ ...common, url: postgres.url });
    await world.worker(() => Promise.resolve(done));
    await postgres.end('SIGINT');
    await postgres.start();
    await world.jobs.enqueue(unlockBucket('invoices', 'event-1'));
    await until('it is done', async () => (await world.count('completed')) === 1);
  });
});
