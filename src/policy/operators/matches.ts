/**
 * What the values of a condition match, as a set: of texts, of numbers, of moments or of addresses. The same sets
 * serve to judge one concrete value and to search for one.
 */
import { parseAddress, parseBlock } from '../domains/addresses.ts';
import { type Chain, isRun, literal, one, run } from '../domains/chain.ts';
import { containsValue, type Interval, type Intervals, union } from '../domains/intervals.ts';
import { parseSeconds } from '../domains/moments.ts';
import { containsText, exactly, type TextSet } from '../domains/text-set.ts';
import type { Operator, Relation } from './operators.ts';
import type { Template } from './template.ts';

export type Matches =
  | { readonly kind: 'text'; readonly texts: TextSet }
  | { readonly kind: 'number' | 'date'; readonly intervals: Intervals<number> }
  | { readonly kind: 'address'; readonly intervals: Intervals<bigint> };

export const contains = (matches: Matches, value: string): boolean => {
  switch (matches.kind) {
    case 'text':
      return containsText(matches.texts, value);
    case 'number':
      return containsParsed(matches.intervals, parseNumber(value));
    case 'date':
      return containsParsed(matches.intervals, parseSeconds(value));
    case 'address':
      return containsParsed(matches.intervals, parseAddress(value));
  }
};

const containsParsed = <Value extends number | bigint>(
  intervals: Intervals<Value>,
  value: Value | undefined,
): boolean => value !== undefined && containsValue(intervals, value);

/** Undefined: a value is not what the operator compares. */
export function matchesOf(operator: Operator, values: readonly Template[]): Matches | undefined {
  switch (operator.comparison) {
    case 'exact':
      return { kind: 'text', texts: exactly(values.map(plainText)) };
    case 'ignore_case':
      return textOf(values.map((value) => ({ tokens: literal(plainText(value)), ignoreCase: true })));
    case 'like':
      return textOf(values.map((value) => ({ tokens: globTokens(value), ignoreCase: false })));
    case 'arn':
      return arnsOf(values);
    case 'bool':
      return boolsOf(values.map(plainText));
    case 'address':
      return addressesOf(values.map(plainText));
    case 'number':
      return intervalsOf('number', operator.relation, values.map(plainText));
    case 'date':
      return intervalsOf('date', operator.relation, values.map(plainText));
    case 'null':
      return undefined;
  }
}

const plainText = (template: Template): string =>
  template.map((piece) => (piece.kind === 'variable' ? '' : piece.text)).join('');

/** No value in a request is longer: ARNs, tags, ids, and headers as AWS keeps them. */
const longestValue = 1024;

/** Chains without wildcards are texts: they can be looked up. */
function textOf(all: readonly Chain[]): Matches {
  const chains = all.filter(
    ({ tokens }) => tokens.reduce((sum, token) => sum + (isRun(token) ? 0 : 1), 0) <= longestValue,
  );
  const isSpelledOut = ({ tokens, ignoreCase }: Chain): boolean => !ignoreCase && tokens.every((token) => token >= 0);
  const exact = chains.filter(isSpelledOut).map(({ tokens }) => textFrom(tokens));
  return { kind: 'text', texts: { exact: new Set(exact), chains: chains.filter((each) => !isSpelledOut(each)) } };
}

const textFrom = (tokens: readonly number[]): string => tokens.map((token) => String.fromCharCode(token)).join('');

function globTokens(template: Template): number[] {
  return template.flatMap((piece) => {
    if (piece.kind === 'variable') return [];
    const tokens = literal(piece.text);
    if (piece.kind === 'text') return tokens;
    return tokens
      .filter((token, at) => token !== star || tokens[at - 1] !== star)
      .map((token) => (token === star ? run('any') : token === questionMark ? one('any') : token));
  });
}

const star = 0x2a;
const questionMark = 0x3f;
const colon = 0x3a;

/** Each of the first five parts of an ARN is compared by itself: a wildcard does not reach over a colon. */
function arnsOf(values: readonly Template[]): Matches | undefined {
  const chains: Chain[] = [];
  for (const value of values) {
    let colons = 0;
    const tokens = globTokens(value).map((token) => {
      if (token === colon) colons += 1;
      if (colons >= 5 || token >= 0) return token;
      return token === run('any') ? run('notColon') : one('notColon');
    });
    if (colons < 5) return undefined;
    chains.push({ tokens, ignoreCase: false });
  }
  return textOf(chains);
}

function boolsOf(values: readonly string[]): Matches | undefined {
  if (!values.every((value) => /^(?:true|false)$/iu.test(value))) return undefined;
  return { kind: 'text', texts: exactly(values.map((value) => value.toLowerCase())) };
}

function addressesOf(values: readonly string[]): Matches | undefined {
  const blocks = values.map(parseBlock);
  const known = blocks.filter((block) => block !== undefined);
  return known.length === values.length ? { kind: 'address', intervals: union(known) } : undefined;
}

export const parseNumber = (text: string): number | undefined =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/iu.test(text.trim()) ? Number(text) : undefined;

function intervalsOf(kind: 'number' | 'date', relation: Relation, values: readonly string[]): Matches | undefined {
  const parse = kind === 'number' ? parseNumber : parseSeconds;
  const bounds = values.map(parse).filter((bound) => bound !== undefined);
  if (bounds.length !== values.length) return undefined;
  return { kind, intervals: union(bounds.map((bound) => intervalOf(relation, bound))) };
}

/** The least number above: what `from` must be for "greater than". */
const above = (bound: number): number => bound + Math.max(Math.abs(bound) * Number.EPSILON, Number.MIN_VALUE);

function intervalOf(relation: Relation, bound: number): Interval<number> {
  switch (relation) {
    case '=':
      return { from: bound, to: above(bound) };
    case '<':
      return { from: -Infinity, to: bound };
    case '<=':
      return { from: -Infinity, to: above(bound) };
    case '>':
      return { from: above(bound), to: Infinity };
    case '>=':
      return { from: bound, to: Infinity };
  }
}
