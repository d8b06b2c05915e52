/** Those who wait in a long poll, served in the order they came. */
import type { Message } from './message.ts';

type Waiter<Wish> = { readonly wish: Wish; readonly settle: (taken: Message[]) => void };

export function createWaitingRoom<Wish>() {
  const waiters = new Set<Waiter<Wish>>();
  return {
    /** Resolves with nothing when the time is over, or when `signal` says that the caller went away. */
    wait(wish: Wish, waitMs: number, signal: AbortSignal | undefined): Promise<Message[]> {
      const { promise, resolve } = Promise.withResolvers<Message[]>();
      const settle = (taken: Message[]): void => {
        clearTimeout(limit);
        signal?.removeEventListener('abort', leave);
        waiters.delete(waiter);
        resolve(taken);
      };
      const leave = (): void => {
        settle([]);
      };
      const waiter = { wish, settle };
      const limit = setTimeout(leave, waitMs);
      signal?.addEventListener('abort', leave);
      waiters.add(waiter);
      return promise;
    },
    /** One after the other, until there is nothing left for the next. */
    serve(take: (wish: Wish) => Message[]): void {
      for (const waiter of waiters) {
        const taken = take(waiter.wish);
        if (taken.length === 0) return;
        waiter.settle(taken);
      }
    },
    isEmpty: () => waiters.size === 0,
    /** Everybody gets nothing. */
    dismiss(): void {
      for (const waiter of waiters) waiter.settle([]);
    },
  };
}
