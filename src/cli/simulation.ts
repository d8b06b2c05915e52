/**
 * The simulated organization as a child process, for `serve --simulate`: another process, as AWS is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { UsageError } from './usage-error.ts';

export type Simulation = AsyncDisposable & {
  /** What `rootkeeper simulate` prints: endpoint, credentials, Region, queue. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when the child has ended, for whatever reason. */
  readonly ended: Promise<void>;
};

const readyLimitMs = 30_000;

export async function openSimulation(): Promise<Simulation> {
  const [, main = ''] = process.argv;
  const child = spawn(process.execPath, [...process.execArgv, main, 'simulate', '--port', '0'], {
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
