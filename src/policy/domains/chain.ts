/**
 * A pattern over text as a chain of tokens: letters, single characters of a class, and runs of a class. Globs, ARN
 * patterns and the shapes of ARNs, names and ids all become chains, so that one automaton can intersect them.
 */

/** Classes of characters, by index; a character's mask has the bit of each class it is in. */
export const classes = { any: 0, notColon: 1, name: 2, path: 3, id: 4, hex: 5, tag: 6, region: 7 } as const;
export type CharacterClass = keyof typeof classes;

export type Chain = {
  /** Not negative: this UTF-16 unit. Negative: see `one` and `run`. */
  readonly tokens: readonly number[];
  /** ASCII letters stand for both their cases. */
  readonly ignoreCase: boolean;
};

/** One character of the class. */
export const one = (name: CharacterClass): number => -1 - 2 * classes[name];
/** Any number of characters of the class, none included. */
export const run = (name: CharacterClass): number => -2 - 2 * classes[name];

export const isRun = (token: number): boolean => token < 0 && (token & 1) === 0;
const anyRun = run('any');

/**
 * A character that no policy spells out: it is in every class and equals no letter, so that what holds for a text
 * made of it holds for nearly every text.
 */
export const freshCharacter = '\uE000';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: the characters of names, paths and tags. */
const members: Record<Exclude<CharacterClass, 'any' | 'notColon'>, RegExp> = {
  name: /[\w+=,.@-]/u,
  path: /[!-~]/u,
  id: /[A-Z0-9]/u,
  hex: /[0-9a-f]/u,
  tag: /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u,
  region: /[a-z0-9-]/u,
};

const everyClass = (1 << Object.keys(classes).length) - 1;
const masks = Array.from({ length: 128 }, (_, code) => computeMask(code));

export function maskOf(code: number): number {
  return masks[code] ?? computeMask(code);
}

function computeMask(code: number): number {
  const character = String.fromCharCode(code);
  if (character === freshCharacter) return everyClass;
  let mask = (1 << classes.any) | (character === ':' ? 0 : 1 << classes.notColon);
  for (const name of ['name', 'path', 'id', 'hex', 'tag', 'region'] as const)
    if (members[name].test(character)) mask |= 1 << classes[name];
  return mask;
}

export function literal(text: string): number[] {
  const tokens: number[] = [];
  for (let at = 0; at < text.length; at += 1) tokens.push(text.charCodeAt(at));
  return tokens;
}

export const chain = (...parts: readonly (string | number)[]): Chain => ({
  tokens: parts.flatMap((part) => (typeof part === 'string' ? literal(part) : [part])),
  ignoreCase: false,
});

/** The positions that can be reached without reading anything. */
export function start({ tokens }: Chain): number[] {
  const positions: number[] = [];
  enter(tokens, 0, positions);
  return positions;
}

/** Where the chain can be after one more character. Sorted, without repetitions. */
export function advance(of: Chain, positions: readonly number[], code: number): number[] {
  const next: number[] = [];
  for (const position of positions) {
    const token = of.tokens[position];
    if (token === undefined || !accepts(token, code, of.ignoreCase)) continue;
    enter(of.tokens, isRun(token) ? position : position + 1, next);
  }
  return withoutCovered(of.tokens, next);
}

/** Steps over runs, which may be empty. Positions come in rising order, so looking at the last one is enough. */
function enter(tokens: readonly number[], from: number, into: number[]): void {
  for (let position = from; ; position += 1) {
    if (position > (into.at(-1) ?? -1)) into.push(position);
    const token = tokens[position];
    if (token === undefined || !isRun(token)) return;
  }
}

/** A run of anything accepts whatever the positions before it can still accept: they need not be followed. */
function withoutCovered(tokens: readonly number[], positions: number[]): number[] {
  for (let index = positions.length - 1; index > 0; index -= 1)
    if (tokens[positions[index] ?? 0] === anyRun) return positions.slice(index);
  return positions;
}

export function accepts(token: number, code: number, ignoreCase: boolean): boolean {
  if (token >= 0) return token === code || (ignoreCase && foldCase(token) === foldCase(code));
  return (maskOf(code) & (1 << classOf(token))) !== 0;
}

const classOf = (token: number): number => (-token - 1) >> 1;

const foldCase = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);

export const isAccepting = (of: Chain, positions: readonly number[]): boolean => positions.at(-1) === of.tokens.length;

/** Whatever follows, the chain will match. */
export const acceptsAll = (of: Chain, positions: readonly number[]): boolean =>
  isAccepting(of, positions) && of.tokens.at(-1) === anyRun;

export function matchesChain(of: Chain, text: string): boolean {
  let positions = start(of);
  for (let at = 0; at < text.length; at += 1) {
    if (positions.length === 0) return false;
    positions = advance(of, positions, text.charCodeAt(at));
  }
  return isAccepting(of, positions);
}

/** What is left of the chain, in each way of reading the beginning. */
export function afterPrefix(of: Chain, prefix: string): readonly (readonly number[])[] {
  let positions = start(of);
  for (let at = 0; at < prefix.length; at += 1) positions = advance(of, positions, prefix.charCodeAt(at));
  return positions.map((position) => of.tokens.slice(position));
}

/** One text that matches: runs become `fill`, single characters its first letter. */
export const spellOut = ({ tokens }: Chain, fill: string): string =>
  tokens.map((token) => (token >= 0 ? String.fromCharCode(token) : isRun(token) ? fill : (fill[0] ?? 'x'))).join('');
