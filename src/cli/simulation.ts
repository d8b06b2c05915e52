/**
 * The simulated organization as a child process, for `serve --simulate`: another process, as AWS is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { UsageError } from './usage-error.ts';

export type Simulation = AsyncDisposable & {
  /** What `rootkeeper simulate` prints: endpoint, credentials, Region, queue. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when the child has ended, for whatever reason. */
  readonly ended: Promise<void>;
};

const readyLimitMs = 30_000;

/** The program beside this file: TypeScript in a checkout, JavaScript in the package. */
const main = join(import.meta.dirname, '..', `main${extname(import.meta.filename)}`);

export async function openSimulation(...options: readonly string[]): Promise<Simulation> {
  const child = spawn(process.execPath, [...process.execArgv, main, 'simulate', '--port', '0', ...options], {
    // Detached: Ctrl-C in a terminal must not take AWS away from a daemon that is stopping. The channel ends with us.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => undefined);
  const environment = await Promise.race([
    once(child, 'message', { signal: AbortSignal.timeout(readyLimitMs) }).then(([message]) => readEnvironment(message)),
    ended,
  ]);
  if (environment === undefined)
    throw new UsageError(
      'could not start the simulated organization: it ended',
      'run `rootkeeper simulate` to see why',
    );
  return {
    environment,
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The message that `simulate` sends to whoever started it with a channel. */
function readEnvironment(message: unknown): Record<string, string> {
  const entries = typeof message === 'object' && message !== null ? Object.entries(message) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
