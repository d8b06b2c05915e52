/** A worker thread that answers lines of a batch, group by group. Started by answer-pool.ts. */
import { parentPort } from 'node:worker_threads';
import { answerLines } from './answer-line.ts';
import type { Line } from './json-lines.ts';

parentPort?.on('message', (lines: readonly Line[]) => {
  parentPort?.postMessage(answerLines(lines));
});
