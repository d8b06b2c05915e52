/** Is there a container engine? Tests that need one are skipped, with this reason, where there is none. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

export const noContainerEngine: string | false =
  spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 20_000 }).status === 0
    ? false
    : 'no container engine on this machine';

const run = promisify(execFile);

/** Runs `docker …` and resolves to what it printed. */
export async function docker(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('docker', args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}
