/**
 * One standard queue: at least once, in about the order of sending. What is received is hidden for a while and comes
 * back unless it is deleted; what comes back too often goes to the dead-letter queue.
 * Knows neither the wire nor who may do what. Never: reads the simulated clock to hide or to show, which may be skewed.
 */
import type { Message, NewMessage } from './message.ts';
import { type MessageCounts, type Shelf, createShelf } from './shelf.ts';
import { createWaitingRoom } from './waiting-room.ts';

/** Counted from the receipt. */
const HIDDEN_MS_MAX = 43_200_000;
/** After "Amazon SQS standard queue quotas". */
export const IN_FLIGHT_MAX = 120_000;

/** What the queue's attributes say at this moment. */
export type QueueRules = {
  readonly retentionMs: number;
  /** Null: received as often as it takes. */
  readonly redrive: { readonly receivesMax: number; readonly bury: (message: Message) => void } | null;
};

type Receive = {
  readonly max: number;
  readonly hideMs: number;
  readonly waitMs: number;
  /** The simulated time, for the message's own record. */
  readonly now: () => number;
};

type HideOutcome = 'hidden' | 'gone' | 'not-in-flight' | 'too-long';

export type MessageQueue = {
  /** All at once, so that somebody who waits for ten gets ten. */
  send(messages: readonly NewMessage[], delayMs: (index: number) => number): void;
  /** From another queue, where it was received too often. It keeps its id and the time it was sent. */
  bury(message: Message, source: string): void;
  /** Waits up to `waitMs` for the first message; `signal` tells that the caller went away. */
  receive(receive: Receive, signal?: AbortSignal): Message[] | Promise<Message[]>;
  /** With an old receipt nothing happens: AWS promises no more than that the message "might" be deleted. */
  delete(id: string, receipt: number): void;
  changeVisibility(id: string, receipt: number, hideMs: number): HideOutcome;
  counts(): MessageCounts;
  /** Without receiving: for whoever looks in from outside. */
  peek(): readonly Message[];
  purge(): void;
  /** Whoever waits gets nothing. */
  close(): void;
};

/** `elapsed` is a monotonic clock in milliseconds; `rules` is asked whenever messages are taken. */
export function createMessageQueue(elapsed: () => number, rules: () => QueueRules): MessageQueue {
  const shelf = createShelf(elapsed);
  const waitingRoom = createWaitingRoom<Receive>();
  let timer: NodeJS.Timeout | undefined;

  const take = (receive: Receive): Message[] => takeFrom(shelf, receive, rules(), elapsed());

  /** One timer, and only while somebody waits: otherwise the next receive finds what has fallen due. */
  function serve(): void {
    waitingRoom.serve(take);
    clearTimeout(timer);
    const next = shelf.nextDue();
    if (next !== undefined && !waitingRoom.isEmpty())
      timer = setTimeout(serve, Math.max(1, Math.ceil(next - elapsed())));
  }

  function put(given: NewMessage, delayMs: number, deadLetterSource: string | null): void {
    const now = elapsed();
    shelf.put({
      ...given,
      ...UNTOUCHED,
      deadLetterSource,
      enqueuedAt: now,
      hiddenSince: now,
      hiddenUntil: now + delayMs,
    });
  }

  return {
    send(sent, delayMs) {
      sent.forEach((message, index) => {
        put(message, delayMs(index), null);
      });
      serve();
    },
    bury(message, source) {
      put(message, 0, source);
      serve();
    },
    receive(receive, signal) {
      const taken = take(receive);
      if (taken.length > 0 || receive.waitMs === 0) return taken;
      const later = waitingRoom.wait(receive, receive.waitMs, signal);
      serve();
      return later;
    },
    delete(id, receipt) {
      const message = shelf.find(id);
      if (message?.receiveCount === receipt) shelf.remove(message);
    },
    changeVisibility(id, receipt, hideMs) {
      shelf.showDue();
      const message = shelf.find(id);
      if (message?.receiveCount !== receipt) return 'gone';
      if (message.state !== 'hidden') return 'not-in-flight';
      const until = elapsed() + hideMs;
      if (until - message.hiddenSince > HIDDEN_MS_MAX) return 'too-long';
      shelf.hide(message, until);
      serve();
      return 'hidden';
    },
    counts() {
      shelf.showDue();
      return shelf.counts();
    },
    peek: shelf.all,
    purge: () => {
      shelf.clear();
    },
    close() {
      waitingRoom.dismiss();
      clearTimeout(timer);
    },
  };
}

const UNTOUCHED = { firstReceivedAt: null, receiveCount: 0, state: 'gone' } as const;

function takeFrom(shelf: Shelf, receive: Receive, { retentionMs, redrive }: QueueRules, at: number): Message[] {
  shelf.showDue();
  const taken: Message[] = [];
  while (taken.length < receive.max) {
    const message = shelf.nextVisible();
    if (message === undefined) break;
    if (at - message.enqueuedAt > retentionMs) shelf.remove(message);
    else if (redrive !== null && message.receiveCount >= redrive.receivesMax) {
      shelf.remove(message);
      redrive.bury(message);
    } else {
      handOut(shelf, message, receive, at);
      taken.push(message);
    }
  }
  return taken;
}

function handOut(shelf: Shelf, message: Message, { hideMs, now }: Receive, at: number): void {
  message.receiveCount += 1;
  message.firstReceivedAt ??= now();
  message.hiddenSince = at;
  shelf.hide(message, at + hideMs);
}
