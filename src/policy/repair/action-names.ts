/**
 * Questions about all action names that there are or ever will be, answered for sets given as wildcard patterns.
 * Walks the patterns' automata side by side, one character at a time. Names without a pattern that tells them apart
 * are one case, so a handful of steps stands for infinitely many names.
 */

import type { PatternElement } from '../statement.ts';

export const action = (...patterns: readonly string[]): PatternElement => ({ patterns, negated: false });
export const notAction = (...patterns: readonly string[]): PatternElement => ({ patterns, negated: true });

/** Only policies made to be hard come near it: each state is a different prefix of what the patterns expect. */
const statesMax = 50_000;

export type Found = { readonly found: string | undefined } | { readonly tooComplex: true };

/**
 * A name for which `wanted` holds, given which of the sets it is in; `found: undefined` when there is none,
 * whatever the name. The shortest comes first.
 */
export function findName(sets: readonly PatternElement[], wanted: (isIn: readonly boolean[]) => boolean): Found {
  const patterns = sets.flatMap((set) => set.patterns.map(charactersOf));
  const owner = sets.flatMap((set, index) => set.patterns.map(() => index));
  const start = settle(
    patterns,
    patterns.map((_, pattern) => ({ pattern, at: 0 })),
  );
  const seen = new Set([keyOf(start)]);
  const waiting: { readonly name: string; readonly places: readonly Place[] }[] = [{ name: '', places: start }];

  for (const { name, places } of waiting) {
    if (wanted(membership(sets, owner, ended(patterns, places)))) return { found: name };
    for (const character of tellingCharacters(patterns, places)) {
      const next = step(patterns, places, character);
      const key = keyOf(next);
      if (seen.has(key)) continue;
      if (seen.size >= statesMax) return { tooComplex: true };
      seen.add(key);
      waiting.push({ name: name + character, places: next });
    }
  }
  return { found: undefined };
}

/** How far into which pattern the characters so far can have led. */
type Place = { readonly pattern: number; readonly at: number };
type Patterns = readonly (readonly string[])[];

const charactersOf = (pattern: string): readonly string[] => pattern.toLowerCase().replaceAll(/\*+/gu, '*').split('');

/** Stands for every character that no pattern mentions at this point. Not a letter that an action's name can have. */
const anyOther = '…';

function tellingCharacters(patterns: Patterns, places: readonly Place[]): readonly string[] {
  const expected = new Set(places.map(({ pattern, at }) => patterns[pattern]?.[at] ?? anyOther));
  expected.delete('*');
  expected.delete('?');
  expected.add(anyOther);
  return [...expected];
}

function step(patterns: Patterns, places: readonly Place[], character: string): readonly Place[] {
  const reached = places.flatMap((place): readonly Place[] => {
    const expected = patterns[place.pattern]?.[place.at];
    if (expected === '*') return [place];
    return expected === '?' || expected === character ? [{ pattern: place.pattern, at: place.at + 1 }] : [];
  });
  return settle(patterns, reached);
}

/** A `*` may also stand for nothing: the place after it is reached as well. Sorted and without repetition. */
function settle(patterns: Patterns, places: readonly Place[]): readonly Place[] {
  const all = new Map<string, Place>();
  for (const place of places) {
    all.set(keyOf([place]), place);
    const after = { pattern: place.pattern, at: place.at + 1 };
    if (patterns[place.pattern]?.[place.at] === '*') all.set(keyOf([after]), after);
  }
  return [...all.values()].sort((a, b) => a.pattern - b.pattern || a.at - b.at);
}

const keyOf = (places: readonly Place[]): string => places.map(({ pattern, at }) => `${pattern}.${at}`).join(' ');

const ended = (patterns: Patterns, places: readonly Place[]): readonly number[] =>
  places.filter(({ pattern, at }) => at === patterns[pattern]?.length).map(({ pattern }) => pattern);

function membership(
  sets: readonly PatternElement[],
  owner: readonly number[],
  matching: readonly number[],
): readonly boolean[] {
  const matched = new Set(matching.map((pattern) => owner[pattern]));
  return sets.map((set, index) => matched.has(index) !== set.negated);
}
