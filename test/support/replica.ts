/** Starts `test/jobs/fixtures/replica.ts` as a process of its own, to be killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { StoreAddress } from './stores.ts';
import { until } from './until.ts';

const program = join(import.meta.dirname, '..', 'jobs', 'fixtures', 'replica.ts');

export function startReplica(address: StoreAddress, task: 'enqueue' | 'hold' | 'busy' | 'stay', name = 'event') {
  const child = spawn(process.execPath, [program, JSON.stringify(address), task, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  /** The values said after a word, in order; a line that was cut off by the end is none. */
  const said = (word: string): readonly string[] =>
    output
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith(`${word} `))
      .map((line) => line.slice(word.length + 1));
  /** SIGKILL: no code of its own runs any more. */
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  };
  return {
    said,
    says: (word: string) => until(`a replica says ${word}`, () => said(word).length > 0),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}
