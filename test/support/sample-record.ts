/** A record of an intent as a test needs it: complete, with what matters to the test changed. */
import { parseAccountId, parseRegion } from '../../src/domain/account.ts';
import { parseRemediationId } from '../../src/domain/remediation.ts';
import { hashPolicy } from '../../src/ledger/policy-hash.ts';
import type { RemediationRecord } from '../../src/ledger/record.ts';

export function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a test uses a malformed id');
  return value;
}

export const account = known(parseAccountId('222222222222'));
export const idAt = (iso: string, tail = '0') => {
  let [milliseconds, digits] = [Date.parse(iso), ''];
  for (let place = 0; place < 10; place += 1) {
    digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(milliseconds % 32) + digits;
    milliseconds = Math.floor(milliseconds / 32);
  }
  return known(parseRemediationId(`rem-${digits}${tail.padStart(16, '0')}`));
};

export function sampleRecord(id = idAt('2026-11-24T10:00:00Z')): RemediationRecord {
  const analysis = { actions: {}, causes: [], witness: null, requires: [], explanation: 'Nobody gets in.' };
  return {
    schemaVersion: 1,
    verdictSemantics: 1,
    state: 'intent',
    remediationId: id,
    task: 'unlock_bucket',
    account,
    resource: { kind: 'bucket', account, region: known(parseRegion('eu-west-1')), bucket: 'invoices' },
    origin: { source: 'cloudtrail', eventId: 'e-1', eventTime: '2026-11-24T09:59:58.000Z' },
    createdAt: '2026-11-24T10:00:00.000Z',
    startedAt: '2026-11-24T10:00:01.000Z',
    attempts: 1,
    before: { verdict: 'locked_out', ...analysis },
    after: null,
    judgedPolicySha256: hashPolicy('old'),
    decision: { action: 'repair', reason: 'verdict_locked_out', strategies: ['carve-out'] },
    sessions: [],
    change: {
      kind: 'policy',
      progress: 'intended',
      strategy: 'carve-out',
      changes: ['Statement 0 no longer denies `s3:PutBucketPolicy`.'],
      oldPolicySha256: hashPolicy('old'),
      newPolicySha256: hashPolicy('new'),
    },
    intendedAt: '2026-11-24T10:00:02.000Z',
  };
}
