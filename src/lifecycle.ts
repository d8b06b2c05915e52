/**
 * Who opens a part hands its closing over at once; closing runs in reverse, each step with a name and a time limit,
 * and goes on when one fails or hangs. Nothing here knows what the parts are.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './observe/log.ts';

export type Lifecycle = {
  /** Remembers how to close a part that was just opened, and returns the part. */
  readonly own: <Part extends AsyncDisposable>(name: string, limitMs: number, part: Part) => Part;
  /** Closes all parts in reverse; a second call awaits the first. Resolves to the names of those that failed or hung. */
  readonly close: () => Promise<readonly string[]>;
};

export function openLifecycle(log: Log): Lifecycle {
  const closings: { name: string; limitMs: number; close: () => PromiseLike<void> }[] = [];
  let closing: Promise<readonly string[]> | undefined;

  const closeAll = async (): Promise<readonly string[]> => {
    const troubled: string[] = [];
    for (const { name, limitMs, close } of closings.toReversed()) {
      const trouble = await closeWithin(limitMs, close);
      if (trouble === undefined) continue;
      troubled.push(name);
      log.error({ part: name, limitMs, err: trouble }, 'a part did not close cleanly');
    }
    return troubled;
  };

  return {
    own: (name, limitMs, part) => {
      closings.push({ name, limitMs, close: () => part[Symbol.asyncDispose]() });
      return part;
    },
    close: () => (closing ??= closeAll()),
  };
}

/** The error, or what hung; undefined when all went well. */
async function closeWithin(limitMs: number, close: () => PromiseLike<void>): Promise<Error | undefined> {
  const patience = new AbortController();
  const limit = delay(limitMs, undefined, { signal: patience.signal, ref: false }).then(
    () => new Error(`still closing after ${limitMs} ms`),
    () => undefined,
  );
  const closed = Promise.resolve()
    .then(close)
    .then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
  const trouble = await Promise.race([closed, limit]);
  patience.abort();
  return trouble;
}
