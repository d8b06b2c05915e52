/**
 * Answers lines of a batch in this thread while there are few, and in worker threads once there are many: a few
 * policies should not wait for threads to start, a million should not wait for one core.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Answers, answerLines } from './answer-line.ts';
import type { Line } from './json-lines.ts';

export type AnswerPool = AsyncDisposable & {
  readonly answer: (lines: readonly Line[]) => Answers | Promise<Answers>;
  readonly threads: number;
};

/** In UTF-16 units: about two seconds' worth of typical policies for one thread. */
const alonePast = 8 * 1024 * 1024;

/** This thread reads, writes and keeps the order, which leaves it little to do. */
export function openAnswerPool(threads = availableParallelism(), alone = alonePast): AnswerPool {
  const workers: AnswerWorker[] = [];
  let asked = 0;
  return {
    threads,
    answer: (lines) => {
      asked += lines.reduce((sum, { text }) => sum + text.length, 0);
      if (threads < 2 || asked <= alone) return answerLines(lines);
      if (workers.length === 0) workers.push(...Array.from({ length: threads }, openAnswerWorker));
      return leastBusy(workers).answer(lines);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

type AnswerWorker = {
  readonly waiting: () => number;
  readonly answer: (lines: readonly Line[]) => Promise<Answers>;
  readonly close: () => Promise<unknown>;
};

function openAnswerWorker(): AnswerWorker {
  const worker = new Worker(new URL(import.meta.url.replace(/answer-pool(?=\.\w+$)/u, 'answer-worker')));
  // A worker answers in the order in which it was asked.
  const asked: PromiseWithResolvers<Answers>[] = [];
  worker.on('message', (answers: Answers) => asked.shift()?.resolve(answers));
  worker.on('error', (error) => {
    for (const { reject } of asked.splice(0)) reject(error);
  });
  return {
    waiting: () => asked.length,
    answer: (lines) => {
      const answers = Promise.withResolvers<Answers>();
      asked.push(answers);
      worker.postMessage(lines);
      return answers.promise;
    },
    close: () => worker.terminate(),
  };
}

function leastBusy([first, ...others]: readonly AnswerWorker[]): AnswerWorker {
  if (first === undefined) throw new Error('no worker is open');
  return others.reduce((least, worker) => (worker.waiting() < least.waiting() ? worker : least), first);
}
