/**
 * The remediator as the daemon composes it, with its real clients against a simulated organization and a ledger in a
 * directory of its own. For tests of procedures; queue and ingest are left out.
 */
import assert from 'node:assert/strict';
import { composeAws, composeTools, newRemediationId, openLedger } from '../../src/compose.ts';
import { parseConfig } from '../../src/config/load.ts';
import { type AccountId, parseAccountId, parseRegion } from '../../src/domain/account.ts';
import type { Outcome, Remediation } from '../../src/domain/remediation.ts';
import type { Bucket, Queue } from '../../src/domain/resource.ts';
import type { RemediationRecord } from '../../src/ledger/record.ts';
import { openMetrics } from '../../src/observe/metrics.ts';
import { systemClock } from '../../src/observe/system-clock.ts';
import type { Checkpoint, RemediationRules } from '../../src/remediate/attempt.ts';
import { openRemediator } from '../../src/remediate/run.ts';
import type { SimulatorOptions } from '../../src/simulator/open-simulator.ts';
import { openCapturedLog } from './captured-log.ts';
import { openSimulatedOrganization } from './simulated-organization.ts';
import { openTemporaryDirectory } from './temporary-directory.ts';

export type Given = {
  /** As in the configuration file; `mode` is `enforce` when it is left out. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly rules?: Partial<RemediationRules>;
  readonly simulator?: Partial<SimulatorOptions>;
  readonly checkpoint?: (name: Checkpoint) => Promise<void>;
};

export async function openTestRemediator({ settings = {}, rules = {}, simulator = {}, checkpoint }: Given = {}) {
  await using opened = new AsyncDisposableStack();
  const organization = opened.use(await openSimulatedOrganization(simulator));
  const directory = opened.use(await openTemporaryDirectory());
  // The SDK's own chain finds them here, as it does in production.
  Object.assign(process.env, organization.environment);

  const config = parseConfig({ mode: 'enforce', dataDir: directory.path, ...settings });
  const { log, text: logText } = openCapturedLog();
  const metrics = openMetrics({ version: '0.0.0', commit: 'test', node: process.version });
  const around = { version: '0.0.0', metrics, log, clock: systemClock };
  const parts = opened.adopt(composeAws(config, around), ({ clients }) => {
    clients[Symbol.dispose]();
  });
  const ledger = await openLedger(config, log);
  const tools = composeTools(config, { ...parts, ledger }, around);
  const remediator = openRemediator({ ...tools, rules: { ...tools.rules, ...rules }, checkpoint });

  const run = async (remediation: Remediation, signal = new AbortController().signal): Promise<Outcome> =>
    (await remediator.run(remediation, { attempt: 1, log: log.child({ remediationId: remediation.id }), signal }))
      .outcome;
  const closing = opened.move();
  return {
    organization,
    world: organization.world,
    directory: directory.path,
    ledger,
    metrics,
    logText,
    run,
    remediator,
    record: async (remediation: Remediation): Promise<RemediationRecord> => {
      const account = remediation.task === 'make_rootless' ? remediation.account : remediation.resource.account;
      const record = await ledger.find(account, remediation.id);
      assert.ok(record, 'the ledger has a record');
      return record;
    },
    /** The operations that were called, in order, as `sts:AssumeRoot`; those that only ask who is who left out. */
    calls: (): readonly string[] =>
      organization.world.requestLog
        .entries()
        .map(({ service, operation }) => `${service}:${operation}`)
        .filter((call) => !/^organizations:|GetCallerIdentity$/u.test(call)),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

const origin = { source: 'cloudtrail', eventId: 'e-1', eventTime: systemClock.now() } as const;

export function unlockQueue(resource: Queue, policyInEvent?: string): Extract<Remediation, { task: 'unlock_queue' }> {
  const event = policyInEvent === undefined ? {} : { policyInEvent };
  return { task: 'unlock_queue', resource, ...event, ...newRemediation() };
}

export const unlockBucket = (resource: Bucket): Extract<Remediation, { task: 'unlock_bucket' }> => ({
  task: 'unlock_bucket',
  resource,
  ...newRemediation(),
});

export const makeRootless = (
  account: AccountId,
  because: 'created' | 'invited' | 'vended' | 'joined' = 'created',
): Extract<Remediation, { task: 'make_rootless' }> => ({
  task: 'make_rootless',
  account,
  because,
  ...newRemediation(),
});

const newRemediation = () => ({ id: newRemediationId(systemClock), origin, createdAt: systemClock.now() });

export function accountIdOf(text: string): AccountId {
  const account = parseAccountId(text);
  assert.ok(account, text);
  return account;
}

export function regionOf(text: string) {
  const region = parseRegion(text);
  assert.ok(region, text);
  return region;
}
