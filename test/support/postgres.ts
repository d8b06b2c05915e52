/** A real PostgreSQL as a child process, from Debian's package where it is installed; run as `nobody`, as it insists. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { openTemporaryDirectory } from './temporary-directory.ts';
import { until } from './until.ts';

const binaries = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1);
const nobody = 65534;

export const postgresMissing =
  binaries === undefined
    ? 'no PostgreSQL server is installed'
    : process.getuid?.() === 0
      ? undefined
      : 'only root can start PostgreSQL as another user';

export async function openPostgres() {
  if (binaries === undefined) throw new Error(postgresMissing);
  const directory = await openTemporaryDirectory();
  chownSync(directory.path, nobody, nobody);
  const as = { uid: nobody, gid: nobody, stdio: 'ignore', cwd: directory.path } as const;
  const data = join(directory.path, 'data');
  spawnSync(join(binaries, 'initdb'), ['-D', data, '-U', 'rootkeeper', '-A', 'trust', '--no-sync'], as);
  const port = await freePort();
  const where = ['-h', '127.0.0.1', '-p', String(port), '-k', directory.path];
  const url = `postgres://rootkeeper:not-shown@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    child = spawn(join(binaries, 'postgres'), ['-D', data, ...where], as);
    await until('PostgreSQL answers', () => answers(url));
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
    url,
    start,
    /** SIGINT: in order, but at once; SIGQUIT: as if it crashed. */
    end,
    [Symbol.asyncDispose]: async () => {
      await end('SIGQUIT');
      await directory[Symbol.asyncDispose]();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client(url);
  client.on('error', () => undefined); // it is still starting
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
