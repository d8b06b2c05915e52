/** Waits for what happens in another process or a timer of a library's, looking again and again, within limits. */
import { setTimeout as delay } from 'node:timers/promises';

export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms in vain for: ${what}`);
    await delay(10);
  }
}
