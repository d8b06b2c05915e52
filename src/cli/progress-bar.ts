/** Progress of a long run, on stderr and only where somebody looks at it: never in a pipe, never between the results. */
import { Presets, SingleBar } from 'cli-progress';
import type { BatchCounts } from './answer-line.ts';

export type ProgressBar = Disposable & { readonly show: (counts: BatchCounts, bytes: number) => void };

/** `bytesTotal` unknown: there is a count instead of a bar. */
export function openProgressBar(bytesTotal: number | undefined): ProgressBar {
  // On one terminal the results themselves are the progress.
  if (!process.stderr.isTTY || process.stdout.isTTY)
    return { show: () => undefined, [Symbol.dispose]: () => undefined };
  const figures = '{lines} policies, {lockedOut} locked out, {invalid} invalid';
  const format = bytesTotal === undefined ? figures : `{bar} {percentage} % · ${figures} · {eta_formatted} left`;
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true, fps: 5 }, Presets.shades_classic);
  bar.start(bytesTotal ?? 0, 0, { lines: 0, lockedOut: 0, invalid: 0 });
  return {
    show: (counts, bytes) => {
      bar.update(bytesTotal === undefined ? 0 : Math.min(bytes, bytesTotal), counts);
    },
    [Symbol.dispose]: () => {
      bar.stop();
    },
  };
}
