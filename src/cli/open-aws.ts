/**
 * What commands need that ask AWS themselves, without a daemon: clients, the organization, root sessions.
 * Logs go to stderr, since stdout belongs to the command's answer.
 */
import { openAwsClients, type AwsClients } from '../aws/clients.ts';
import { openOrganization, type OrganizationDirectory } from '../aws/organization.ts';
import { openRootSessions, type RootSessions } from '../aws/root-session.ts';
import type { Config } from '../config/schema.ts';
import { openLog, type Log, type LogLevel } from '../observe/log.ts';
import { openMetrics, type Metrics } from '../observe/metrics.ts';
import { systemClock } from '../observe/system-clock.ts';
import { readVersion } from './version-info.ts';

export type AwsForCommand = Disposable & {
  readonly clients: AwsClients;
  readonly organization: OrganizationDirectory;
  readonly sessions: RootSessions;
  readonly metrics: Metrics;
  readonly log: Log;
};

export function openAws(
  config: Config,
  { logLevel = 'warn', durationSeconds = 900 }: { logLevel?: LogLevel | undefined; durationSeconds?: number },
): AwsForCommand {
  const { version, commit, node } = readVersion();
  const log = openLog(logLevel, process.stderr);
  const metrics = openMetrics({ version, commit, node });
  const { region, partition, refresh: refreshMs, managementAccountId } = config.organization;
  const clients = openAwsClients({ version, metrics, clock: systemClock });
  const client = clients.organizations({ region, use: 'read' });
  return {
    clients,
    organization: openOrganization({ client, clock: systemClock, refreshMs, managementAccountId }),
    sessions: openRootSessions({ clients, region, partition, metrics, log, clock: systemClock, durationSeconds }),
    metrics,
    log,
    [Symbol.dispose]: () => {
      clients[Symbol.dispose]();
    },
  };
}
