/**
 * Is there a text that is in these sets and outside of those? Decided by walking the product of their automata,
 * breadth first, so that the text found is a shortest one. The sets of positions are made deterministic on the way.
 * Never: searches on without end; when the effort is spent, the answer is `unclear`.
 */
import { accepts, acceptsAll, advance, type Chain, isAccepting, literal, maskOf, start } from './chain.ts';
import { type Effort, spend } from './effort.ts';
import { satisfies, type TextConstraint } from './text-set.ts';

export type Found = { readonly text: string } | 'none' | 'unclear';

export function findText(constraints: readonly TextConstraint[], effort: Effort): Found {
  const spelledOut = constraints
    .filter(({ inside, texts }) => inside && texts.chains.length === 0)
    .sort((a, b) => a.texts.exact.size - b.texts.exact.size)[0];
  if (spelledOut !== undefined) return firstOf(spelledOut.texts.exact, constraints, effort);
  const guess = firstOf(guesses(constraints), constraints, effort);
  return typeof guess === 'object' ? guess : walk(constraints.map(automatonOf), effort);
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
    chains.slice(0, guessesMax).flatMap(({ tokens }) => ['', 'x'].map((fill) => spellOut(tokens, fill))),
  );
}

const spellOut = (tokens: readonly number[], fill: string): string =>
  tokens.map((token) => (token >= 0 ? String.fromCharCode(token) : (token & 1) === 0 ? fill : 'x')).join('');

type Automaton = { readonly inside: boolean; readonly chains: readonly Chain[] };
/** For each automaton and each of its chains: the positions. */
type State = readonly (readonly (readonly number[])[])[];
type Node = { readonly state: State; readonly code: number; readonly from: Node | undefined };

const automatonOf = ({ inside, texts }: TextConstraint): Automaton => ({
  inside,
  chains: [...texts.chains, ...[...texts.exact].map((text) => ({ tokens: literal(text), ignoreCase: false }))],
});

function walk(automata: readonly Automaton[], effort: Effort): Found {
  const initial: State = automata.map(({ chains }) => chains.map(start));
  const representatives = representativesFor(automata);
  const queue: Node[] = [{ state: initial, code: -1, from: undefined }];
  const seen = new Set([JSON.stringify(initial)]);
  for (const node of queue) {
    if (isEnd(automata, node.state)) return { text: spell(node) };
    for (const code of codesToTry(automata, node.state, representatives)) {
      if (!spend(effort, sizeOf(node.state))) return 'unclear';
      const state = stepAll(automata, node.state, code);
      if (state === undefined) continue;
      const key = JSON.stringify(state);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ state, code, from: node });
    }
  }
  return 'none';
}

const sizeOf = (state: State): number =>
  state.reduce((sum, chains) => sum + chains.length + chains.reduce((size, { length }) => size + length, 0), 4);

const isEnd = (automata: readonly Automaton[], state: State): boolean =>
  automata.every(
    ({ inside, chains }, index) => chains.some((each, at) => isAccepting(each, state[index]?.[at] ?? [])) === inside,
  );

/** Undefined: nothing that begins like this can be a solution. */
function stepAll(automata: readonly Automaton[], state: State, code: number): State | undefined {
  const next: (readonly (readonly number[])[])[] = [];
  for (const [index, { inside, chains }] of automata.entries()) {
    const positions = chains.map((each, at) => advance(each, state[index]?.[at] ?? [], code));
    if (inside && positions.every(({ length }) => length === 0)) return undefined;
    if (!inside && chains.some((each, at) => acceptsAll(each, positions[at] ?? []))) return undefined;
    next.push(positions);
  }
  return next;
}

/** One printable character for each way of belonging to classes, most readable first, and spares for when it is taken. */
const pool = literal('xXg0a/:-_.@ !~ABCDEFbcdefyzYZ123456789+=,#$%&()*;<>?[]^`{|}"\'\\').concat(0xe9);

function representativesFor(automata: readonly Automaton[]): readonly number[] {
  const hasWildcard = automata.some(({ chains }) => chains.some(({ tokens }) => tokens.some((token) => token < 0)));
  return hasWildcard ? pool : [];
}

/** The letters that some chain waits for here, and one other character of each kind: the rest behave like these. */
function codesToTry(automata: readonly Automaton[], state: State, representatives: readonly number[]): Set<number> {
  const codes = new Set<number>();
  for (const [index, { chains }] of automata.entries())
    for (const [at, each] of chains.entries()) addLettersAt(each, state[index]?.[at] ?? [], codes);
  const masks = new Set<number>();
  for (const code of representatives) {
    const mask = maskOf(code);
    if (codes.has(code) || masks.has(mask)) continue;
    masks.add(mask);
    codes.add(code);
  }
  return codes;
}

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
