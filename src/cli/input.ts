/** What commands read: a file, or standard input for `-`. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { UsageError } from './usage-error.ts';

export type Input = {
  readonly input: AsyncIterable<Uint8Array>;
  /** How many there will be, when that is known. */
  readonly bytes: number | undefined;
};

export async function openInput(file: string): Promise<Input> {
  if (file === '-') {
    if (process.stdin.isTTY)
      throw new UsageError('could not read standard input: it is a terminal', 'name a file, or pipe the input in');
    return { input: process.stdin, bytes: undefined };
  }
  try {
    const { size } = await stat(file);
    const stream = createReadStream(file, { highWaterMark: 256 * 1024 });
    return { input: stream, bytes: size };
  } catch (error) {
    throw cannotRead(file, error);
  }
}

/** Fifty times the largest policy that AWS stores. */
const textBytesMax = 1024 * 1024;

export async function readText(file: string): Promise<string> {
  const { input } = await openInput(file);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of input) {
      bytes += chunk.byteLength;
      if (bytes > textBytesMax)
        throw new UsageError(
          `could not read \`${file}\`: it is longer than ${textBytesMax} bytes`,
          'policies of buckets end at 20 KB and those of queues at 8 KB; check that this is one',
        );
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof UsageError ? error : cannotRead(file, error);
  }
  return new TextDecoder().decode(Buffer.concat(chunks)).trimEnd();
}

function cannotRead(file: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new UsageError(`could not read \`${file}\`: ${code}`, 'check the path and the rights', error);
}
