/** A line of values whose head is taken in constant time, however long it is: `Array.shift` moves all the others. */
export type Line<T> = {
  push(value: T): void;
  /** Undefined when the line is empty. */
  shift(): T | undefined;
};

export function createLine<T>(): Line<T> {
  let values: (T | undefined)[] = [];
  let head = 0;
  return {
    push(value) {
      values.push(value);
    },
    shift() {
      if (head === values.length) return undefined;
      const value = values[head];
      values[head] = undefined;
      head += 1;
      // Cut off what was taken once it is most of the array: each value is moved at most once on average.
      if (head > 1024 && head * 2 > values.length) {
        values = values.slice(head);
        head = 0;
      }
      return value;
    },
  };
}
