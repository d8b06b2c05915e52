/**
 * Sets of numbers, moments and addresses as lists of half-open intervals: sorted, disjoint, not touching.
 * Half open, so that the complement needs no neighbour of a bound.
 */

export type Interval<Value extends number | bigint> = { readonly from: Value; readonly to: Value };
export type Intervals<Value extends number | bigint> = readonly Interval<Value>[];

/** Sorts and joins; empty intervals go. */
export function union<Value extends number | bigint>(intervals: Intervals<Value>): Intervals<Value> {
  const sorted = intervals
    .filter(({ from, to }) => from < to)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const joined: Interval<Value>[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last === undefined || last.to < next.from) joined.push(next);
    else if (last.to < next.to) joined[joined.length - 1] = { from: last.from, to: next.to };
  }
  return joined;
}

export function intersect<Value extends number | bigint>(a: Intervals<Value>, b: Intervals<Value>): Intervals<Value> {
  const common: Interval<Value>[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) return common;
    const from = left.from > right.from ? left.from : right.from;
    const to = left.to < right.to ? left.to : right.to;
    if (from < to) common.push({ from, to });
    if (left.to < right.to) i += 1;
    else j += 1;
  }
}

/** What is in `a` and not in `b`. */
export function subtract<Value extends number | bigint>(a: Intervals<Value>, b: Intervals<Value>): Intervals<Value> {
  const left: Interval<Value>[] = [];
  let j = 0;
  for (const { from: start, to } of a) {
    let from = start;
    while ((b[j]?.to ?? to) <= from && j < b.length) j += 1;
    for (let k = j; from < to; k += 1) {
      const hole = b[k];
      if (hole === undefined || hole.from >= to) break;
      if (from < hole.from) left.push({ from, to: hole.from });
      if (hole.to > from) from = hole.to;
    }
    if (from < to) left.push({ from, to });
  }
  return left;
}

export const containsValue = <Value extends number | bigint>(intervals: Intervals<Value>, value: Value): boolean =>
  intervals.some(({ from, to }) => from <= value && value < to);
