/** A real redis-server as a child process, with a directory of its own, that can be stopped and started again. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from './free-port.ts';
import { openTemporaryDirectory } from './temporary-directory.ts';

export const redisMissing =
  spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'redis-server is not installed';

/** `settings`: such as `['--appendonly', 'no']`. */
export async function openRedis(settings: readonly string[] = ['--appendonly', 'yes']) {
  const directory = await openTemporaryDirectory();
  const port = await freePort();
  const base = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory.path, '--save', ''];
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    child = spawn('redis-server', [...base, ...settings], { stdio: 'ignore' });
    const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 20 });
    client.on('error', () => undefined); // it is still starting
    const ended = once(child, 'exit').then(() => {
      throw new Error(`redis-server ended at once; is port ${port} taken?`);
    });
    try {
      await Promise.race([client.ping().catch(refusesWithoutPassword), ended]);
    } finally {
      client.disconnect();
      ended.catch(() => undefined); // it ends some day, as it should
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    child = undefined;
  };

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    /** SIGTERM: writes what it has; SIGKILL: has no time for it. */
    end,
    [Symbol.asyncDispose]: async () => {
      await end('SIGKILL');
      await directory[Symbol.asyncDispose]();
    },
  };
}

/** It is up, which is all that is asked. */
function refusesWithoutPassword(error: unknown): void {
  if (!(error instanceof Error) || !error.message.startsWith('NOAUTH')) throw error;
}
