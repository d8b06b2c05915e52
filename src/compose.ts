/**
 * How the parts that act on AWS fit together, for the daemon and for the commands that work without one.
 * Nothing here is connected or started: that is for those who call.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openAwsClients, type AwsClients } from './aws/clients.ts';
import { readOrganizationFeatures } from './aws/organization-features.ts';
import { openOrganization, type OrganizationDirectory } from './aws/organization.ts';
import { openRootSessions, type RootSessions } from './aws/root-session.ts';
import type { Config } from './config/schema.ts';
import { type RemediationId, remediationIdOf } from './domain/remediation.ts';
import type { Clock } from './domain/time.ts';
import { openFilesystemLedger } from './ledger/filesystem.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Log } from './observe/log.ts';
import type { Metrics } from './observe/metrics.ts';
import type { RemediationRules, Tools } from './remediate/attempt.ts';

/** What everything needs that does anything. */
export type Surroundings = {
  readonly version: string;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly clock: Clock;
};

export type AwsParts = {
  readonly clients: AwsClients;
  readonly organization: OrganizationDirectory;
  readonly sessions: RootSessions;
};

export function composeAws(config: Config, around: Surroundings, durationSeconds = 900): AwsParts {
  const { version, metrics, log, clock } = around;
  const { region, partition, refresh: refreshMs, managementAccountId } = config.organization;
  const clients = openAwsClients({ version, metrics, clock });
  const client = clients.organizations({ region, use: 'read' });
  return {
    clients,
    organization: openOrganization({ client, clock, refreshMs, managementAccountId }),
    sessions: openRootSessions({ clients, region, partition, metrics, log, clock, durationSeconds }),
  };
}

/** Throws `LedgerFailure`. */
export const openLedger = ({ ledger, dataDir }: Config, log: Log): Promise<Ledger> =>
  openFilesystemLedger({ path: ledger.path ?? join(dataDir, 'ledger'), log });

/** For `openRemediator`. */
export function composeTools(config: Config, parts: AwsParts & { ledger: Ledger }, around: Surroundings): Tools {
  const { clients, organization, sessions, ledger } = parts;
  const { metrics, log, clock } = around;
  const iam = clients.iam({ region: config.organization.region, use: 'read' });
  return {
    organization,
    sessions,
    ledger,
    readFeatures: () => readOrganizationFeatures(iam),
    rules: remediationRulesOf(config),
    metrics,
    log,
    clock,
    newId: () => newRemediationId(clock),
  };
}

export function remediationRulesOf({ mode, lockouts, credentials, organization }: Config): RemediationRules {
  return {
    mode,
    lockedOut: lockouts.lockedOut,
    conditional: lockouts.conditional,
    credentials,
    partition: organization.partition,
    excludeAccounts: organization.excludeAccounts,
    facts: lockouts.facts,
    breakGlassPrincipals: lockouts.breakGlassPrincipals,
  };
}

export const newRemediationId = (clock: Pick<Clock, 'now'>): RemediationId =>
  remediationIdOf(clock.now(), randomBytes(16));
