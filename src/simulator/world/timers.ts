/** Things that happen a little later, all of which can be called off at once. */
export type Timers = {
  after(milliseconds: number, task: () => void): void;
  /** Nothing happens any more, whatever is asked for. */
  stop(): void;
};

export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>();
  let stopped = false;
  return {
    after(milliseconds, task) {
      if (stopped) return;
      const timer = setTimeout(() => {
        pending.delete(timer);
        task();
      }, milliseconds);
      pending.add(timer);
    },
    stop() {
      stopped = true;
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
