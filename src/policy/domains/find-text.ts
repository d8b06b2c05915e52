/**
 * Is there a text that is in these sets and outside of those? Decided by walking the product of their automata,
 * breadth first, so that the text found is a shortest one. The sets of positions are made deterministic on the way.
 * Never: searches on without end; when the effort is spent, the answer is `unclear`.
 */
import { accepts, acceptsAll, advance, type Chain, isAccepting, literal, maskOf, spellOut, start } from './chain.ts';
import { type Effort, spend } from './effort.ts';
import { narrowings, withoutHopeless } from './narrow-texts.ts';
import { satisfies, type TextConstraint } from './text-set.ts';

export type Found = { readonly text: string } | 'none' | 'unclear';

export function findText(constraints: readonly TextConstraint[], effort: Effort): Found {
  const spelledOut = constraints
    .filter(({ inside, texts }) => inside && texts.chains.length === 0)
    .sort((a, b) => a.texts.exact.size - b.texts.exact.size)[0];
  if (spelledOut !== undefined) return firstOf(spelledOut.texts.exact, constraints, effort);
  const hopeful = withoutHopeless(constraints, effort);
  if (hopeful === undefined) return 'none';
  const guess = firstOf(guesses(hopeful), constraints, effort);
  return typeof guess === 'object' ? guess : walkThrough(hopeful, effort);
}

/** A single pattern is found or refuted in a few thousand steps. */
const effortForOne = 50_000;

function walkThrough(constraints: readonly TextConstraint[], effort: Effort): Found {
  for (const narrowed of narrowings(constraints)) {
    const share = { left: Math.min(effort.left, effortForOne) };
    const found = walk(narrowed.map(startOf), share);
    spend(effort, effortForOne - Math.max(0, share.left));
    if (typeof found === 'object') return found;
  }
  return walk(constraints.map(startOf), effort);
}

function firstOf(texts: Iterable<string>, constraints: readonly TextConstraint[], effort: Effort): Found {
  const cost = constraints.reduce((sum, { texts: { chains } }) => sum + 1 + chains.length, 0);
  for (const text of texts) {
    if (!spend(effort, cost * 4)) return 'unclear';
    if (constraints.every((constraint) => satisfies(text, constraint))) return { text };
  }
  return 'none';
}

const guessesMax = 16;

/** The wanted patterns with their wildcards left out or filled with one letter: nearly always enough. */
function guesses(constraints: readonly TextConstraint[]): readonly string[] {
  const wanted = constraints
    .filter(({ inside }) => inside)
    .sort((a, b) => a.texts.chains.length - b.texts.chains.length);
  return wanted.flatMap(({ texts: { chains } }) =>
    chains.slice(0, guessesMax).flatMap((each) => ['', 'x'].map((fill) => spellOut(each, fill))),
  );
}

/** What a constraint still waits for: the chains that may yet match, and where they are. */
type Waiting = { readonly inside: boolean; readonly alive: readonly Alive[] };
type Alive = { readonly of: Chain; readonly id: number; readonly positions: readonly number[] };
type State = readonly Waiting[];
type Node = { readonly state: State; readonly code: number; readonly from: Node | undefined };

function startOf({ inside, texts }: TextConstraint): Waiting {
  const chains = [...texts.chains, ...[...texts.exact].map((text) => ({ tokens: literal(text), ignoreCase: false }))];
  return { inside, alive: chains.map((of, id) => ({ of, id, positions: start(of) })) };
}

function walk(initial: State, effort: Effort): Found {
  const queue: Node[] = [{ state: initial, code: -1, from: undefined }];
  const seen = new Set([keyOf(initial)]);
  for (const node of queue) {
    if (node.state.every(isSatisfied)) return { text: spell(node) };
    const cost = stepCost * sizeOf(node.state);
    for (const code of codesToTry(node.state)) {
      if (!spend(effort, cost)) return 'unclear';
      const state = stepAll(node.state, code);
      if (state === undefined) continue;
      const key = keyOf(state);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ state, code, from: node });
    }
  }
  return 'none';
}

const stepCost = 4;

const sizeOf = (state: State): number =>
  state.reduce((sum, { alive }) => sum + alive.reduce((size, { positions }) => size + 1 + positions.length, 1), 1);

const keyOf = (state: State): string =>
  state.map(({ alive }) => alive.map(({ id, positions }) => `${id}:${positions.join()}`).join(';')).join('|');

const isSatisfied = ({ inside, alive }: Waiting): boolean =>
  alive.some(({ of, positions }) => isAccepting(of, positions)) === inside;

/** Undefined: nothing that begins like this can be a solution. */
function stepAll(state: State, code: number): State | undefined {
  const next: Waiting[] = [];
  for (const { inside, alive } of state) {
    const still: Alive[] = [];
    for (const { of, id, positions } of alive) {
      const after = advance(of, positions, code);
      if (!inside && acceptsAll(of, after)) return undefined;
      if (after.length > 0) still.push({ of, id, positions: after });
    }
    if (inside && still.length === 0) return undefined;
    next.push({ inside, alive: still });
  }
  return next;
}

/**
 * Characters to stand for all that no chain waits for: the most readable first. Every printable one of ASCII is there,
 * so that a class only goes without a representative when all its members are tried anyway.
 */
const readable = literal('xXg0a/:-_.@ ');
const printable = Array.from({ length: 0x7f - 0x20 }, (_, at) => 0x20 + at);
const pool = [...new Set([...readable, ...printable, ...literal('éèê€¢£')])];
const poolByKind = [...Map.groupBy(pool, maskOf).values()];

/** The letters that some chain waits for here, and one other character of each kind: the rest behave like these. */
function codesToTry(state: State): Set<number> {
  const codes = new Set<number>();
  const spelledOut = state.find(isSpelledOut);
  for (const { alive } of spelledOut === undefined ? state : [spelledOut])
    for (const { of, positions } of alive) addLettersAt(of, positions, codes);
  if (spelledOut !== undefined) return codes;
  for (const kind of poolByKind) {
    const other = kind.find((code) => !codes.has(code));
    if (other !== undefined) codes.add(other);
  }
  return codes;
}

/** Wanted, and with no wildcard here: any other character would be the end of it. */
const isSpelledOut = ({ inside, alive }: Waiting): boolean =>
  inside && alive.every(({ of, positions }) => positions.every((position) => (of.tokens[position] ?? 0) >= 0));

function addLettersAt({ tokens, ignoreCase }: Chain, positions: readonly number[], into: Set<number>): void {
  for (const position of positions) {
    const token = tokens[position] ?? -1;
    if (token < 0) continue;
    into.add(token);
    if (ignoreCase && accepts(token, token ^ 0x20, true)) into.add(token ^ 0x20);
  }
}

function spell(node: Node): string {
  const codes: number[] = [];
  for (let at = node; at.from !== undefined; at = at.from) codes.push(at.code);
  return codes
    .reverse()
    .map((code) => String.fromCharCode(code))
    .join('');
}
