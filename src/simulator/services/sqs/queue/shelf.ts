/**
 * Where the messages of one queue lie: visible in a line, or hidden until their time comes. Every operation takes
 * constant or logarithmic time, so that a queue of a hundred thousand messages is as fast as an empty one.
 * Never: decides who gets what; that is `message-queue.ts`.
 */
import { createAlarmClock } from './alarm-clock.ts';
import { createLine } from './line.ts';
import type { Message } from './message.ts';

export type MessageCounts = { readonly visible: number; readonly hidden: number; readonly delayed: number };

export type Shelf = ReturnType<typeof createShelf>;

/** `elapsed` is a monotonic clock in milliseconds. */
export function createShelf(elapsed: () => number) {
  const messages = new Map<string, Message>();
  const line = createLine<Message>();
  const alarms = createAlarmClock<Message>();
  const counts = { visible: 0, hidden: 0, delayed: 0 };

  function move(message: Message, state: Message['state']): void {
    if (message.state !== 'gone') counts[message.state] -= 1;
    message.state = state;
    if (state !== 'gone') counts[state] += 1;
    if (state === 'visible') line.push(message);
    if (state === 'hidden' || state === 'delayed') setAlarm(message);
  }

  function setAlarm(message: Message): void {
    alarms.set(message.hiddenUntil, message);
    // Deleted and prolonged messages leave alarms behind that no longer hold.
    if (alarms.size() > 2 * (counts.hidden + counts.delayed) + 1000) alarms.keep(isHiddenUntil);
  }

  return {
    /** A message in state `gone` is one that lies nowhere yet. */
    put(message: Message): void {
      messages.set(message.id, message);
      move(message, message.hiddenUntil > elapsed() ? 'delayed' : 'visible');
    },
    /** The longest visible message, which whoever takes it must hide or remove. */
    nextVisible(): Message | undefined {
      let message = line.shift();
      while (message !== undefined && message.state !== 'visible') message = line.shift();
      return message;
    },
    hide(message: Message, until: number): void {
      message.hiddenUntil = until;
      move(message, 'hidden');
    },
    /** What was hidden until now goes to the end of the line. */
    showDue(): void {
      const now = elapsed();
      for (let due = alarms.takeDue(now); due !== undefined; due = alarms.takeDue(now)) {
        if (due.hiddenUntil <= now && due.state !== 'gone' && due.state !== 'visible') move(due, 'visible');
      }
    },
    /** When the next hidden message falls due, at the earliest; undefined when none is hidden. */
    nextDue: () => alarms.next(),
    remove(message: Message): void {
      move(message, 'gone');
      messages.delete(message.id);
    },
    clear(): void {
      for (const message of messages.values()) move(message, 'gone');
      messages.clear();
    },
    find: (id: string) => messages.get(id),
    all: (): readonly Message[] => [...messages.values()],
    counts: (): MessageCounts => ({ ...counts }),
  };
}

function isHiddenUntil(message: Message, at: number): boolean {
  return (message.state === 'hidden' || message.state === 'delayed') && message.hiddenUntil === at;
}
