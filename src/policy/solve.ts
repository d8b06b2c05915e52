/**
 * The cheapest value of one variable that obeys all constraints on it. Exact where space and constraints speak of the
 * same thing (texts, numbers, addresses); where they are mixed, values are tried, and if none fits the answer is
 * `unclear` and not `none`.
 */
import { formatAddress, parseAddress } from './domains/addresses.ts';
import { freshCharacter, spellOut } from './domains/chain.ts';
import type { Effort } from './domains/effort.ts';
import { findText } from './domains/find-text.ts';
import { containsValue, intersect, type Intervals, subtract } from './domains/intervals.ts';
import { parseSeconds } from './domains/moments.ts';
import { satisfies, type TextConstraint } from './domains/text-set.ts';
import { type View, whole } from './keys/model.ts';
import { idWord, type Level, type Price, type Space, type TextSpace } from './keys/space.ts';
import { contains, type Matches, parseNumber } from './operators/matches.ts';

export type Constraint = {
  readonly absentOk: boolean;
  readonly present: 'any' | 'none' | ValueConstraint;
  /** Even a value that is free is not believed to be enough: what it costs at least. */
  readonly priceMin: Price;
};
/** What the key shows of the value has to be in the set, or outside. `lifted`: the same for the variable itself. */
type ValueConstraint = {
  readonly inside: boolean;
  readonly matches: Matches;
  readonly view: View;
  readonly lifted: TextConstraint | undefined;
};

/** `value` undefined: the request must not carry the key. */
export type Solution = { readonly value: string | undefined; readonly price: Price };
export type Solved = Solution | 'none' | 'unclear';

export function solve(
  space: Space,
  constraints: readonly Constraint[],
  { priceMax, effort }: { readonly priceMax: Price; readonly effort: Effort },
): Solved {
  if (constraints.some(({ priceMin }) => priceMin > priceMax)) return 'none';
  const absence = solveByAbsence(space, constraints, priceMax);
  if (absence?.price === 0) return absence;
  const values = constraints.flatMap(({ present }) => (typeof present === 'object' ? present : []));
  const isPossible = constraints.every(({ present }) => present !== 'none');
  const presence = isPossible ? solveByValue(space, values, { priceMax, effort }) : 'none';
  if (absence === undefined) return presence;
  return typeof presence === 'object' && presence.price < absence.price ? presence : absence;
}

export function obeys(value: string | undefined, { absentOk, present }: Constraint): boolean {
  if (value === undefined) return absentOk;
  return typeof present === 'object' ? fits(value, present) : present === 'any';
}

const fits = (value: string, { inside, matches, view }: ValueConstraint): boolean =>
  contains(matches, view.project(value)) === inside;

function solveByAbsence(space: Space, constraints: readonly Constraint[], priceMax: Price): Solution | undefined {
  if (space.kind === 'unknown') return undefined;
  const price = space.kind === 'absent' ? 0 : space.absent;
  if (price === undefined || price > priceMax || !constraints.every(({ absentOk }) => absentOk)) return undefined;
  return { value: undefined, price };
}

type Limits = { readonly priceMax: Price; readonly effort: Effort };

function solveByValue(space: Space, values: readonly ValueConstraint[], limits: Limits): Solved {
  switch (space.kind) {
    case 'absent':
      return 'none';
    case 'unknown':
      return 'unclear';
    case 'choices':
      return cheapest(
        space.choices.filter(
          ({ value, price }) => price <= limits.priceMax && values.every((each) => fits(value, each)),
        ),
      );
    case 'text':
      return solveText(space, values, limits);
    case 'number':
    case 'date':
      return solveLevels(space.levels, values, { limits, ...(space.kind === 'date' ? times : numbers) });
    case 'address':
      return solveLevels(space.levels, values, { limits, ...addresses });
  }
}

const cheapest = (solutions: readonly Solution[]): Solved =>
  solutions.reduce<Solution | undefined>((best, next) => (best && best.price <= next.price ? best : next), undefined) ??
  'none';

function solveText(space: TextSpace, values: readonly ValueConstraint[], limits: Limits): Solved {
  const fitsAll = (value: string): boolean => values.every((each) => fits(value, each));
  const known = space.known?.find(fitsAll);
  if (known !== undefined) return { value: known, price: 0 };
  const isFree = freshLengths.some((length) => fitsAll(space.sample(freshCharacter.repeat(length))));
  const sample = isFree ? space.words.map(space.sample).find(fitsAll) : undefined;
  if (sample !== undefined && space.usual <= limits.priceMax) return { value: sample, price: space.usual };
  const solved = solveAtLevels(space, values, { limits, free: isFree ? space.usual : undefined });
  return solved === 'none' && space.isOneOfSeveral === true && values.length > 1 ? 'unclear' : solved;
}

function solveAtLevels(
  { levels, isPossible }: TextSpace,
  values: readonly ValueConstraint[],
  { limits, free }: { readonly limits: Limits; readonly free: Price | undefined },
): Solved {
  let isUnclear = false;
  for (const level of levels()) {
    const price = free ?? level.price;
    if (price > limits.priceMax) continue;
    const value = textAt(level, values, limits.effort);
    if (value === 'none') continue;
    const isReal = value !== 'unclear' && values.every((each) => fits(value.text, each));
    if (isReal && isPossible?.(value.text) !== false) return { value: value.text, price };
    isUnclear = true;
  }
  return isUnclear ? 'unclear' : 'none';
}

/** Several, so that a pattern of question marks does not hit by its length alone. */
const freshLengths = [12, 7, 23];

type TextLevel = ReturnType<TextSpace['levels']>[number];

function textAt(level: TextLevel, values: readonly ValueConstraint[], effort: Effort) {
  const lifted = values.flatMap((each) => each.lifted ?? []);
  if (lifted.length < values.length) return tryTexts(level, values);
  const found = findText([...level.values, ...lifted], effort);
  return typeof found === 'string' ? found : { text: withoutFresh(found.text) };
}

const withoutFresh = (text: string): string => {
  let at = 0;
  return text.replaceAll(freshCharacter, () => idWord.charAt(at++ % idWord.length));
};

/** Numbers, dates or addresses asked of a key that holds any text, such as a tag. */
function tryTexts(level: TextLevel, values: readonly ValueConstraint[]): { text: string } | 'unclear' {
  const text = values
    .flatMap(suggestions)
    .find((each) => values.every((value) => fits(each, value)) && level.values.every((base) => satisfies(each, base)));
  return text === undefined ? 'unclear' : { text };
}

function suggestions({ matches, inside }: ValueConstraint): readonly string[] {
  if (matches.kind === 'text') return [...matches.texts.exact].slice(0, 64);
  if (!inside) return [idWord];
  return [...(matches.kind === 'address' ? pickAddresses(matches.intervals) : pickNumbers(matches.intervals))];
}

type Means<Value extends number | bigint> = {
  readonly limits: Limits;
  /** The intervals of a constraint that speaks of such values; undefined for one that speaks of something else. */
  readonly of: (value: ValueConstraint) => Intervals<Value> | undefined;
  readonly pick: (intervals: Intervals<Value>) => Iterable<string>;
  readonly parse: (text: string) => Value | undefined;
  /** A text that a policy spells out, as it is kept here. */
  readonly keep: (text: string) => string;
};

const asWritten = (text: string): string => text;
/** A moment is kept in seconds, however a policy spells it. */
const inSeconds = (text: string): string => String(parseSeconds(text));

/** All that is counted here comes in whole numbers. */
function parseAge(text: string): number | undefined {
  const age = parseNumber(text);
  return Number.isInteger(age) ? age : undefined;
}

const times = { of: timeIntervals, pick: pickNumbers, parse: parseSeconds, keep: inSeconds };
const numbers = { of: numberIntervals, pick: pickNumbers, parse: parseAge, keep: asWritten };
const addresses = { of: addressIntervals, pick: pickAddresses, parse: parseAddress, keep: asWritten };

function solveLevels<Value extends number | bigint>(
  levels: readonly Level<Intervals<Value>>[],
  values: readonly ValueConstraint[],
  { limits, of, pick, parse, keep }: Means<Value>,
): Solved {
  const others = values.filter((value) => of(value) === undefined);
  const asksForOne = others.some(({ inside }) => inside);
  const isAllowList = values.some(({ inside }) => inside);
  const isComplete = others.length === 0 || others.some(({ inside, matches }) => inside && isSpelledOut(matches));
  let isUnclear = false;
  for (const { price, values: all, most } of levels) {
    if (price > limits.priceMax) continue;
    const left = values.reduce((rest, value) => narrow(rest, of(value), value.inside), all);
    if (left.length === 0 || (most === true && (asksForOne || !isMost(left, all, isAllowList)))) continue;
    const value = firstThat(candidates(pick(left), spelledOut(others).map(keep)), (each) => {
      const parsed = parse(each);
      return parsed !== undefined && containsValue(left, parsed) && others.every((other) => fits(each, other));
    });
    if (value !== undefined) return { value, price };
    isUnclear ||= !isComplete;
  }
  return isUnclear ? 'unclear' : 'none';
}

const narrow = <Value extends number | bigint>(
  rest: Intervals<Value>,
  other: Intervals<Value> | undefined,
  inside: boolean,
): Intervals<Value> => (other === undefined ? rest : inside ? intersect(rest, other) : subtract(rest, other));

/** "Only these" has to leave half of all, "any but these" a sixteenth, to be nothing that must be so. */
function isMost<Value extends number | bigint>(
  left: Intervals<Value>,
  all: Intervals<Value>,
  isAllowList: boolean,
): boolean {
  const size = (intervals: Intervals<Value>): number =>
    intervals.reduce((sum, { from, to }) => sum + asNumber(to - from), 0);
  return size(left) * (isAllowList ? 2 : 16) >= size(all);
}

const asNumber = (value: number | bigint): number => Number(value);

const isSpelledOut = (matches: Matches): boolean => matches.kind === 'text' && matches.texts.chains.length === 0;

/** Texts that a pattern over numbers or addresses may have meant. */
function spelledOut(values: readonly ValueConstraint[]): readonly string[] {
  return values.flatMap(({ matches, inside }) => {
    if (!inside || matches.kind !== 'text') return [];
    const { exact, chains } = matches.texts;
    const filled = chains
      .slice(0, 64)
      .flatMap((each) => ['', '7', '7.7', '7.7.7', '::7'].map((fill) => spellOut(each, fill)));
    return [...exact, ...filled];
  });
}

/** `aws:EpochTime` may be asked about as a number as well; `aws:CurrentTime` is written as a date and is none. */
function timeIntervals({ matches, view }: ValueConstraint): Intervals<number> | undefined {
  if (matches.kind === 'date') return matches.intervals;
  return matches.kind === 'number' && view === whole ? matches.intervals : undefined;
}

function numberIntervals({ matches }: ValueConstraint): Intervals<number> | undefined {
  return matches.kind === 'number' ? matches.intervals : undefined;
}

function addressIntervals({ matches }: ValueConstraint): Intervals<bigint> | undefined {
  return matches.kind === 'address' ? matches.intervals : undefined;
}

const intervalsToTry = 8;

/** Whole numbers: ages and moments are. */
function* pickNumbers(intervals: Intervals<number>): Iterable<string> {
  for (const { from, to } of intervals.slice(0, intervalsToTry)) {
    const first = Number.isFinite(from) ? Math.ceil(from) : Math.ceil(to) - 1;
    if (first < to) yield String(first);
  }
}

function* pickAddresses(intervals: Intervals<bigint>): Iterable<string> {
  // Not the network's own address when there is another.
  for (const { from, to } of intervals.slice(0, intervalsToTry)) yield formatAddress(to - from > 2n ? from + 1n : from);
}

function* candidates(picked: Iterable<string>, spelled: readonly string[]): Iterable<string> {
  yield* picked;
  yield* spelled;
}

function firstThat(texts: Iterable<string>, isFine: (text: string) => boolean): string | undefined {
  for (const text of texts) if (isFine(text)) return text;
  return undefined;
}
