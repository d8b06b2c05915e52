/**
 * Writing to the terminal or the pipe. The only file that touches stdout.
 * Never: colours a pipe, or runs ahead of a slow reader.
 */
import { once } from 'node:events';
import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** https://no-color.org: any value that is not empty switches colours off. */
export function colors(stream: NodeJS.WriteStream): Colors {
  const { NO_COLOR: none = '', FORCE_COLOR: force = '', TERM } = process.env;
  return picocolors.createColors(none === '' && (force !== '' || (stream.isTTY && TERM !== 'dumb')));
}

/** Resolves when the reader has room again. */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

export function writeError(text: string): void {
  process.stderr.write(text);
}

/** `rootkeeper … | head` has got what it wanted: end without a word, like any other program in a pipe. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode);
  });
}
