/**
 * Backpressure: while the store takes no jobs, no loop receives. Otherwise each receive would bring good messages
 * nearer to the dead-letter queue. Ends when the store shows a sign of life.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../observe/log.ts';

export type Pause = {
  /** Called for each message that the store did not take. */
  readonly begin: () => void;
  /** Called for each that it took. */
  readonly succeed: () => void;
  /** Resolves at once when there is no pause, and at its end when there is; also when the ingest stops. */
  readonly over: () => Promise<void>;
  readonly isOn: () => boolean;
};

type PauseParts = { readonly storeAnswers: () => Promise<void>; readonly stop: AbortSignal; readonly log: Log };

const [firstMs, longestMs] = [500, 30_000];

export function openPause({ storeAnswers, stop, log }: PauseParts): Pause {
  let running: Promise<void> | undefined;
  let waitMs = firstMs;
  const stopped = new Promise<void>((resolve) => {
    stop.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });

  const waitForStore = async (): Promise<void> => {
    log.warn({ waitMs }, 'receiving pauses until the store answers');
    while (!stop.aborted) {
      // The store may answer and still take no job, so even the first question waits, longer each time.
      await delay(waitMs, undefined, { signal: stop }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, longestMs);
      if (await isAlive(storeAnswers)) break;
    }
    running = undefined;
    log.info('receiving goes on');
  };

  return {
    begin: () => {
      running ??= waitForStore();
    },
    succeed: () => {
      waitMs = firstMs;
    },
    over: () => (running === undefined ? Promise.resolve() : Promise.race([running, stopped])),
    isOn: () => running !== undefined,
  };
}

const isAlive = (storeAnswers: () => Promise<void>): Promise<boolean> =>
  storeAnswers().then(
    () => true,
    () => false,
  );
