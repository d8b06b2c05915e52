/** Waits for what another process or loop will bring about. Fails with the last answer when it does not. */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

const limitMs = 20_000;

export async function eventually<Value>(
  ask: () => Value | Promise<Value>,
  isIt: (value: Value) => boolean,
  what: string,
): Promise<Value> {
  const until = performance.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (isIt(value)) return value;
    assert.ok(performance.now() < until, `${what}: it is still ${JSON.stringify(value)}`);
    await delay(20);
  }
}
