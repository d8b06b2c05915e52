/**
 * What falls due when: a binary heap by time. An entry is not removed when its time changes; a new one is added, and
 * whoever takes a due entry asks whether it still holds.
 */
export type AlarmClock<T> = {
  set(at: number, value: T): void;
  /** The value whose time came first, if that is not after `now`. */
  takeDue(now: number): T | undefined;
  /** When the next entry falls due; undefined when there is none. */
  next(): number | undefined;
  size(): number;
  /** Keeps only the entries that still hold. */
  keep(holds: (value: T, at: number) => boolean): void;
};

type Entry<T> = { readonly at: number; readonly value: T };

export function createAlarmClock<T>(): AlarmClock<T> {
  let heap: Entry<T>[] = [];
  return {
    set(at, value) {
      heap.push({ at, value });
      siftUp(heap, heap.length - 1);
    },
    takeDue(now) {
      const [first] = heap;
      if (first === undefined || first.at > now) return undefined;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        siftDown(heap, 0);
      }
      return first.value;
    },
    next: () => heap[0]?.at,
    size: () => heap.length,
    keep(holds) {
      heap = heap.filter((entry) => holds(entry.value, entry.at));
      // A sorted array is a heap.
      heap.sort((left, right) => left.at - right.at);
    },
  };
}

function siftUp<T>(heap: Entry<T>[], from: number): void {
  let index = from;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!isBefore(heap, index, parent)) return;
    swap(heap, index, parent);
    index = parent;
  }
}

function siftDown<T>(heap: Entry<T>[], from: number): void {
  let index = from;
  for (;;) {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    const smaller = isBefore(heap, right, left) ? right : left;
    if (!isBefore(heap, smaller, index)) return;
    swap(heap, smaller, index);
    index = smaller;
  }
}

/** Past the end, nothing is before anything. */
function isBefore<T>(heap: readonly Entry<T>[], left: number, right: number): boolean {
  const [one, other] = [heap[left], heap[right]];
  return one !== undefined && (other === undefined || one.at < other.at);
}

function swap<T>(heap: Entry<T>[], left: number, right: number): void {
  const [one, other] = [heap[left], heap[right]];
  if (one === undefined || other === undefined) return;
  heap[left] = other;
  heap[right] = one;
}
