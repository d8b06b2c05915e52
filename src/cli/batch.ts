/**
 * `rootkeeper analyze --batch`: JSON Lines in, JSON Lines out, in the same order, in constant memory.
 * Flow: json-lines → [batch] → answer-line, in this thread or in several → stdout.
 */
import type { Answers, BatchCounts } from './answer-line.ts';
import { type Line, readLines } from './json-lines.ts';

export type Batch = {
  readonly input: AsyncIterable<Uint8Array>;
  /** May answer later than it was asked, and several times at once. */
  readonly answer: (lines: readonly Line[]) => Answers | Promise<Answers>;
  /** How many groups of lines are on their way at most. */
  readonly groupsMax: number;
  /** Resolves when the reader has room again. */
  readonly write: (text: string) => Promise<void>;
  readonly onProgress: (counts: BatchCounts, bytes: number) => void;
};

export async function runBatch({ input, answer, groupsMax, write, onProgress }: Batch): Promise<BatchCounts> {
  let counts: BatchCounts = { lines: 0, lockedOut: 0, invalid: 0 };
  let bytes = 0;
  const measured = counting(input, (more) => (bytes += more));
  const writeNext = async (answers: Promise<Answers>): Promise<void> => {
    const { text, ...more } = await answers;
    await write(text);
    counts = sumOf(counts, more);
    onProgress(counts, bytes);
  };

  // Each group waits for the one before it to be written, so the order is that of the input.
  let last = Promise.resolve();
  const underway: Promise<void>[] = [];
  for await (const lines of readLines(measured)) {
    if (lines.length === 0) continue;
    const answers = Promise.resolve(answer(lines));
    last = last.then(() => writeNext(answers));
    underway.push(last);
    // A failure is met where it is awaited; until then it must not end the process.
    for (const promise of [answers, last]) promise.catch(() => undefined);
    if (underway.length >= groupsMax) await underway.shift();
  }
  await last;
  return counts;
}

async function* counting(input: AsyncIterable<Uint8Array>, add: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of input) {
    add(chunk.byteLength);
    yield chunk;
  }
}

const sumOf = (one: BatchCounts, other: BatchCounts): BatchCounts => ({
  lines: one.lines + other.lines,
  lockedOut: one.lockedOut + other.lockedOut,
  invalid: one.invalid + other.invalid,
});
