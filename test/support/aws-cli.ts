/** Runs the AWS CLI as people do; tests that need it are skipped, with this reason, where it is not installed. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

export const noAwsCli: string | false =
  spawnSync('aws', ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0
    ? false
    : 'the AWS CLI is not installed on this machine';

const run = promisify(execFile);

/** Resolves to what it printed; rejects with its stderr. Nothing of the machine's own AWS configuration is used. */
export async function aws(environment: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  const own = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' };
  const isolated = { AWS_CONFIG_FILE: '/nonexistent', AWS_SHARED_CREDENTIALS_FILE: '/nonexistent', AWS_PAGER: '' };
  const { stdout } = await run('aws', [...args, '--output', 'json'], { env: { ...own, ...isolated, ...environment } });
  return stdout;
}
