/**
 * Looks again and again until there is something to see: AWS shows changes late. Pauses grow from a tenth of a second
 * to five, and all of it has a limit.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../domain/time.ts';

const [firstPauseMs, pauseMaxMs] = [100, 5_000];

export type Patience = {
  readonly limitMs: number;
  readonly clock: Pick<Clock, 'elapsed'>;
  readonly signal: AbortSignal;
};

/** Resolves to `undefined` when the limit is reached; rejects when the signal is aborted. */
export async function until<Value>(
  look: () => Promise<Value | undefined>,
  { limitMs, clock, signal }: Patience,
): Promise<Value | undefined> {
  const end = clock.elapsed() + limitMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, pauseMaxMs)) {
    const seen = await look();
    if (seen !== undefined || clock.elapsed() + pauseMs > end) return seen;
    await delay(pauseMs, undefined, { signal });
  }
}
