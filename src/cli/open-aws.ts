/**
 * What commands need that ask AWS themselves, without a daemon: clients, the organization, root sessions.
 * Logs go to stderr, since stdout belongs to the command's answer.
 */
import { type AwsParts, composeAws, type Surroundings } from '../compose.ts';
import type { Config } from '../config/schema.ts';
import { openLog, type LogLevel } from '../observe/log.ts';
import { openMetrics } from '../observe/metrics.ts';
import { systemClock } from '../observe/system-clock.ts';
import { readVersion } from './version-info.ts';

export type AwsForCommand = Disposable & AwsParts & Surroundings;

export function openAws(
  config: Config,
  { logLevel = 'warn', durationSeconds = 900 }: { logLevel?: LogLevel | undefined; durationSeconds?: number },
): AwsForCommand {
  const { version, commit, node } = readVersion();
  const log = openLog(logLevel, process.stderr);
  const around = { version, metrics: openMetrics({ version, commit, node }), log, clock: systemClock };
  const parts = composeAws(config, around, durationSeconds);
  return {
    ...around,
    ...parts,
    [Symbol.dispose]: () => {
      parts.clients[Symbol.dispose]();
    },
  };
}
