/** Remediations as tests of the queue need them: named by the bucket and the event. */
import { parseAccountId, parseRegion } from '../../src/domain/account.ts';
import { remediationIdOf, type Remediation } from '../../src/domain/remediation.ts';
import { systemClock } from '../../src/observe/system-clock.ts';

const sampleAccount = parsed(parseAccountId('222222222222'));
const region = parsed(parseRegion('eu-west-1'));

export function unlockBucket(bucket: string, eventId?: string): Remediation {
  return {
    ...common(eventId),
    task: 'unlock_bucket',
    resource: { kind: 'bucket', account: sampleAccount, region, bucket },
  };
}

export const makeRootless = (eventId?: string): Remediation => ({
  ...common(eventId),
  task: 'make_rootless',
  account: sampleAccount,
  because: 'created',
});

function common(eventId: string | undefined) {
  const createdAt = systemClock.now();
  return {
    id: remediationIdOf(createdAt, crypto.getRandomValues(new Uint8Array(16))),
    createdAt,
    origin: { source: 'cloudtrail', ...(eventId === undefined ? {} : { eventId }) },
  } as const;
}

function parsed<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a test uses a malformed id');
  return value;
}
