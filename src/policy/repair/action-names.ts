/**
 * Questions about all action names that there are or ever will be, answered for sets given as wildcard patterns.
 * Follows all patterns side by side, one character at a time. Names that no pattern tells apart are one case, so a
 * handful of steps stands for infinitely many names.
 */
import type { PatternElement } from '../statement.ts';
import { overlap } from './overlap.ts';

export const action = (...patterns: readonly string[]): PatternElement => ({ patterns, negated: false });
export const notAction = (...patterns: readonly string[]): PatternElement => ({ patterns, negated: true });

/** How much may still be looked at. Only policies made to be hard use it up; all searches in a policy share one. */
export type Effort = { left: number };
export const someEffort = (): Effort => ({ left: 300_000 });

export type Found = { readonly found: string | undefined } | { readonly tooComplex: true };

/**
 * A name for which `wanted` holds, given which of the sets it is in; `found: undefined` when there is none,
 * whatever the name. The shortest comes first.
 */
export function findName(
  sets: readonly PatternElement[],
  wanted: (isIn: readonly boolean[]) => boolean,
  effort: Effort,
): Found {
  effort.left -= sets.length;
  if (effort.left < 0) return { tooComplex: true };
  const { track, starts } = layTrack(sets);
  const first = arriveAt(track, starts);
  const seen = new Set([first.join()]);
  const waiting: { readonly name: string; readonly places: readonly number[] }[] = [{ name: '', places: first }];

  for (const { name, places } of waiting) {
    if (wanted(membership(sets, track, places))) return { found: name };
    for (const character of tellingCharacters(track, places)) {
      effort.left -= places.length;
      if (effort.left < 0) return { tooComplex: true };
      const next = step(track, places, character);
      const key = next.join();
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push({ name: name + character, places: next });
    }
  }
  return none;
}

/** Is every name that is in the first set in one of the others? If not, a name that is in none of them. */
export function findOutside(one: PatternElement, others: readonly PatternElement[], effort: Effort): Found {
  if (effort.left < 0) return { tooComplex: true };
  const except = others.find(({ negated }) => negated);
  if (except === undefined) return findInNone([one], others, effort);
  // To be outside of "all but these" is to match one of these: pattern against pattern, there is little to follow.
  const rest = others.filter((other) => other !== except);
  for (const inside of singly(one)) {
    for (const outside of singly({ ...except, negated: false })) {
      const search = areApart(inside, outside, effort) ? none : findInNone([inside, outside], rest, effort);
      if ('tooComplex' in search || search.found !== undefined) return search;
    }
  }
  return none;
}

const none: Found = { found: undefined };

const findInNone = (all: readonly PatternElement[], others: readonly PatternElement[], effort: Effort): Found =>
  findName([...all, ...others], (isIn) => isIn.every((is, index) => is === index < all.length), effort);

const singly = (set: PatternElement): readonly PatternElement[] =>
  set.negated ? [set] : set.patterns.map((pattern) => action(pattern));

/** Sure for two patterns; for anything else, no. */
function areApart(one: PatternElement, other: PatternElement, effort: Effort): boolean {
  const [pattern = '', ...more] = one.patterns;
  const [counterpart = '', ...others] = other.patterns;
  if (one.negated || other.negated || more.length + others.length > 0) return false;
  // Far less work than a search, but not none.
  effort.left -= pattern.length;
  return effort.left >= 0 && !overlap(pattern.toLowerCase(), counterpart.toLowerCase());
}

/** All patterns one behind the other, character by character; behind each, the number of the set that it is part of. */
type Track = readonly (string | number)[];

function layTrack(sets: readonly PatternElement[]): { readonly track: Track; readonly starts: readonly number[] } {
  const track: (string | number)[] = [];
  const starts: number[] = [];
  for (const [set, { patterns }] of sets.entries()) {
    for (const pattern of patterns) {
      starts.push(track.length);
      track.push(...pattern.toLowerCase().replaceAll(/\*+/gu, '*').split(''), set);
    }
  }
  return { track, starts };
}

/** Stands for every character that no pattern mentions at this point. Not a letter that an action's name can have. */
const anyOther = '…';

function tellingCharacters(track: Track, places: readonly number[]): readonly string[] {
  const characters = new Set([anyOther]);
  for (const place of places) {
    const expected = track[place];
    if (typeof expected === 'string' && expected !== '*' && expected !== '?') characters.add(expected);
  }
  return [...characters];
}

function step(track: Track, places: readonly number[], character: string): readonly number[] {
  const reached: number[] = [];
  for (const place of places) {
    const expected = track[place];
    if (expected === '*') reached.push(place);
    else if (expected === '?' || expected === character) reached.push(place + 1);
  }
  return arriveAt(track, reached);
}

/** A `*` may also stand for nothing: the place behind it is reached as well. In order and without repetition. */
function arriveAt(track: Track, reached: readonly number[]): readonly number[] {
  const all = new Set(reached);
  for (const place of reached) if (track[place] === '*') all.add(place + 1);
  return [...all].sort((a, b) => a - b);
}

function membership(sets: readonly PatternElement[], track: Track, places: readonly number[]): readonly boolean[] {
  const matched = new Set(places.map((place) => track[place]));
  return sets.map(({ negated }, set) => matched.has(set) !== negated);
}
