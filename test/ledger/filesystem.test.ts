import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openFilesystemLedger } from '../../src/ledger/filesystem.ts';
import { LedgerFailure } from '../../src/ledger/ledger.ts';
import { hashPolicy } from '../../src/ledger/policy-hash.ts';
import { openLog } from '../../src/observe/log.ts';
import { openCapturedLog } from '../support/captured-log.ts';
import { account, idAt, sampleRecord } from '../support/sample-record.ts';

async function openLedger(t: TestContext) {
  const path = await mkdtemp(join(tmpdir(), 'rootkeeper-ledger-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  const { log, text } = openCapturedLog();
  return { path, logged: text, ledger: await openFilesystemLedger({ path, log }) };
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

test('a policy is kept byte for byte under the hash of its text, and read back', async (t) => {
  const { path, ledger } = await openLedger(t);
  const text = '{\n  "Statement": [ ],\t"Id": "äöü ☂"}\r\n ';
  const hash = await ledger.keepPolicy(text);
  assert.equal(hash, hashPolicy(text));
  assert.equal(await readFile(join(path, 'policies', `${hash}.json`), 'utf8'), text);
  assert.equal(await ledger.readPolicy(hash), text);
  assert.equal(await ledger.keepPolicy(text), hash, 'twice is once');
  assert.deepEqual(await readdir(join(path, 'policies')), [`${hash}.json`], 'no temporary file is left');
});

test('a policy that was tampered with is reported, not returned, and mended when it is kept again', async (t) => {
  const { path, logged, ledger } = await openLedger(t);
  const hash = await ledger.keepPolicy('{"a":1}');
  await writeFile(join(path, 'policies', `${hash}.json`), '{"a":2}');
  assert.equal(await ledger.readPolicy(hash), undefined);
  assert.match(logged(), /not what its name says/u);
  await ledger.keepPolicy('{"a":1}');
  assert.equal(await ledger.readPolicy(hash), '{"a":1}');
});

test('a record lies where people look for it, and is found by account and id', async (t) => {
  const { path, ledger } = await openLedger(t);
  const record = sampleRecord();
  await ledger.record(record);
  const place = join(path, 'remediations/222222222222/2026/11/24', `${record.remediationId}.json`);
  assert.deepEqual(JSON.parse(await readFile(place, 'utf8')), record);
  assert.deepEqual(await ledger.find(account, record.remediationId), record);
  assert.equal(await ledger.find(account, idAt('2026-11-25T10:00:00Z')), undefined);
});

test('a later record takes the place of the earlier', async (t) => {
  const { ledger } = await openLedger(t);
  const record = sampleRecord();
  await ledger.record(record);
  await ledger.record({ ...record, attempts: 2 });
  assert.equal((await ledger.find(account, record.remediationId))?.attempts, 2);
});

test('an account’s records come newest first, over days and years', async (t) => {
  const { ledger } = await openLedger(t);
  const ids = ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z'].map(
    (iso) => idAt(iso),
  );
  for (const id of ids) await ledger.record(sampleRecord(id));
  const listed = await collect(ledger.list(account));
  assert.deepEqual(
    listed.map((record) => record.remediationId),
    ids.toReversed(),
  );
});

test('damaged and foreign files are reported and never stop the rest', async (t) => {
  const { path, logged, ledger } = await openLedger(t);
  const record = sampleRecord();
  await ledger.record(record);
  const day = join(path, 'remediations/222222222222/2026/11/24');
  const damaged = idAt('2026-11-24T11:00:00Z');
  await writeFile(join(day, `${damaged}.json`), '{"schemaVersion":1,');
  await writeFile(join(day, 'notes.txt'), 'mine');
  await mkdir(join(path, 'remediations/222222222222/lost+found'));
  const listed = await collect(ledger.list(account));
  assert.deepEqual(listed, [record]);
  assert.equal(await ledger.find(account, damaged), undefined);
  assert.match(logged(), /damaged or not ours/u);
});

test('a ledger that cannot be written is refused at the start, with a remedy', async (t) => {
  const { path } = await openLedger(t);
  const file = join(path, 'a-file');
  await writeFile(file, '');
  await chmod(path, 0o700);
  await assert.rejects(openFilesystemLedger({ path: join(file, 'ledger'), log: openLog('silent') }), (error) => {
    assert.ok(error instanceof LedgerFailure);
    assert.match(error.remedy, /nothing is changed in AWS/u);
    return true;
  });
});
