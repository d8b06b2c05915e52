/** SIGTERM and SIGINT: the first asks to stop in order, the second ends the process at once. */
import { constants } from 'node:os';

export type StopSignals = Disposable & {
  /** Resolves with the first signal, whenever it came. */
  readonly first: Promise<NodeJS.Signals>;
};

const signals = ['SIGTERM', 'SIGINT'] as const;

export function listenForStop(): StopSignals {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let count = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    count += 1;
    if (count > 1) process.exit(128 + constants.signals[signal]);
    resolve(signal);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    first: promise,
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
