/**
 * Remembers answers for a while, and asks once where several ask at the same time.
 * Never: remembers a failure, or an answer that its giver calls fleeting.
 */
import type { Clock } from '../domain/time.ts';

export type Answer<Value> = { readonly value: Value; readonly lasting: boolean };

export function remembering<Key extends string, Value>(
  ask: (key: Key) => Promise<Answer<Value>>,
  { clock, refreshMs }: { clock: Pick<Clock, 'elapsed'>; refreshMs: number },
): (key: Key) => Promise<Value> {
  const known = new Map<Key, { value: Value; until: number }>();
  const asking = new Map<Key, Promise<Value>>();

  const askAnew = async (key: Key): Promise<Value> => {
    try {
      const { value, lasting } = await ask(key);
      if (lasting) known.set(key, { value, until: clock.elapsed() + refreshMs });
      return value;
    } finally {
      asking.delete(key);
    }
  };

  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.until > clock.elapsed()) return Promise.resolve(remembered.value);
    known.delete(key);
    const underway = asking.get(key) ?? askAnew(key);
    asking.set(key, underway);
    return underway;
  };
}
