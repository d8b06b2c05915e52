/**
 * A program that runs the daemon, as a process of its own, from start to end: what it logs, when it is ready, what it
 * kept in its ledger.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRecord, type RemediationRecord } from '../../src/ledger/record.ts';
import { until } from './until.ts';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

/** `program`: other than `rootkeeper serve`. Resolves as soon as the process is started. */
export function startDaemon(
  environment: Readonly<Record<string, string>>,
  program: readonly string[] = [main, 'serve'],
) {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...environment };
  const child: ChildProcess = spawn(process.execPath, ['--', ...program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;

  return {
    logText: (): string => output,
    /** Resolves to the API's address. */
    ready: async (): Promise<string> => {
      const url = () => /"apiUrl":"([^"]+)".*rootkeeper is running/u.exec(output)?.[1];
      await until('the daemon is ready', () => url() !== undefined || hasEnded(), 90_000);
      return url() ?? assert.fail(`the daemon ended before it was ready: ${output}`);
    },
    hasEnded,
    /** Resolves to how it ended; asks it to, first. */
    end: async (signal: NodeJS.Signals = 'SIGTERM') => {
      if (!hasEnded()) child.kill(signal);
      await ended;
      return { code: child.exitCode, signal: child.signalCode };
    },
    ended,
    [Symbol.asyncDispose]: async () => {
      if (!hasEnded()) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** All records below `dataDir`, oldest first. */
export async function readRecords(dataDir: string): Promise<readonly RemediationRecord[]> {
  const records: RemediationRecord[] = [];
  for await (const file of glob(join(dataDir, 'ledger', 'remediations', '*', '*', '*', '*', 'rem-*.json'))) {
    const result = parseRecord(await readFile(file, 'utf8'));
    assert.ok('record' in result, file);
    records.push(result.record);
  }
  return records.toSorted((a, b) => (a.remediationId < b.remediationId ? -1 : 1));
}
