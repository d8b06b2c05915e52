/**
 * Where the story is played: the simulated organization and the daemon, each a process of its own, started by the
 * same commands that people use. The daemon has nothing but what `rootkeeper simulate` exports.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSimulation } from '../src/cli/simulation.ts';

export type Stage = AsyncDisposable & {
  /** What the simulated organization exports. */
  readonly environment: Readonly<Record<string, string>>;
  readonly dataDir: string;
  readonly ledger: string;
  readonly log: string;
  readonly apiUrl: string;
};

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

/** `onLog` gets each line of the daemon's log, parsed. Rejects when a process ends before it is ready. */
export async function openStage(onLog: (line: LogLine) => void): Promise<Stage> {
  await using opened = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'rootkeeper-demo-'));
  const log = join(dataDir, 'daemon.log');

  const { environment } = opened.use(await openSimulation('--accounts', '16'));
  const daemon = start(['serve'], { ...environment, ...settings(dataDir) });
  opened.defer(() => stop(daemon));
  const apiUrl = await readyAt(daemon, log, onLog);

  const closing = opened.move();
  const ledger = join(dataDir, 'ledger');
  return { environment, dataDir, ledger, log, apiUrl, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

/** Enforce, at once, and for invited accounts too: the story has no time to ask anybody. */
const settings = (dataDir: string): Record<string, string> => ({
  ROOTKEEPER_MODE: 'enforce',
  ROOTKEEPER_DATA_DIR: dataDir,
  ROOTKEEPER_API__LISTEN: '127.0.0.1:0',
  ROOTKEEPER_CREDENTIALS__INVITED_ACCOUNTS: 'delete',
  ROOTKEEPER_GUARDS__SETTLE: '500ms',
  ROOTKEEPER_LOG_LEVEL: 'info',
});

function start(args: readonly string[], environment: Record<string, string>): ChildProcess {
  // Detached: Ctrl-C goes to the demo alone, which then stops the two in order.
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...environment };
  return spawn(process.execPath, [main, ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
}

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg?: string };

/** Resolves to the API's address, which the daemon logs when everything runs. The whole log goes to a file. */
async function readyAt(child: ChildProcess, logFile: string, onLog: (line: LogLine) => void): Promise<string> {
  if (child.stdout === null) throw new Error('the daemon has no output');
  child.stdout.pipe(createWriteStream(logFile));
  const ready = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = parseLine(text);
    if (line.msg === 'rootkeeper is running') ready.resolve(String(line['apiUrl']));
    onLog(line);
  });
  child.once('exit', (code) => {
    ready.reject(new Error(`the daemon ended before it was ready, with ${String(code)}; its log: ${logFile}`));
  });
  return await ready.promise;
}

function parseLine(text: string): LogLine {
  try {
    const line: unknown = JSON.parse(text);
    // pino writes objects; whatever else appears is shown to nobody.
    return typeof line === 'object' && line !== null ? (line as LogLine) : {};
  } catch {
    return {};
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
