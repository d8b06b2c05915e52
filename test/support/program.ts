/** The real program, started as people start it, in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

type Options = { readonly input?: string; readonly environment?: Record<string, string> };

/** Runs to the end. Of the environment only PATH is passed on, so that the machine's settings do not matter. */
export function runProgram(args: readonly string[], { input = '', environment = {} }: Options = {}): Promise<Ended> {
  const { child, ended } = startProgram(args, environment);
  child.stdin?.on('error', () => undefined); // it may end before it has read everything
  child.stdin?.end(input);
  return ended;
}

/** Starts it and lets the test do what it wants with the process. */
export function startProgram(
  args: readonly string[],
  environment: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...environment };
  const child = spawn(process.execPath, ['--', main, ...args], { env, stdio: 'pipe' });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, ...output });
    });
  });
  return { child, ended };
}
