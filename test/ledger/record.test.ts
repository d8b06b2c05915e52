import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRecord } from '../../src/ledger/record.ts';
import { sampleRecord } from '../support/sample-record.ts';

test('a record read back is the record that was written', () => {
  const record = sampleRecord();
  assert.deepEqual(parseRecord(JSON.stringify(record)), { record });
});

for (const [what, changes] of [
  ['of another version', { schemaVersion: 2 }],
  ['with an account that is none', { account: '../../etc' }],
  ['with an id that is none', { remediationId: 'rem-1' }],
  ['with a hash that is none', { judgedPolicySha256: 'abc' }],
  ['that has ended without an outcome', { state: 'ended' }],
  ['with an intent to change nothing', { change: null }],
] as const) {
  test(`a record ${what} is turned down with a reason`, () => {
    const result = parseRecord(JSON.stringify({ ...sampleRecord(), ...changes }));
    assert.ok('problem' in result && result.problem !== '');
  });
}

test('half a file is turned down with a reason', () => {
  const result = parseRecord(JSON.stringify(sampleRecord()).slice(0, 100));
  assert.ok('problem' in result && result.problem.startsWith('not JSON'));
});
