/**
 * Makes the search for a text quick where a condition lists hundreds of patterns: most of them cannot match at all, and
 * of the others nearly any one would do.
 * Never: leaves out a text that might be found.
 */
import { canMeet } from './can-meet.ts';
import { type Chain, literal } from './chain.ts';
import { type Effort, spend } from './effort.ts';
import type { TextConstraint } from './text-set.ts';

/** Of the patterns that are wanted, those that have a text in common with what else is wanted. Undefined: none has. */
export function withoutHopeless(
  constraints: readonly TextConstraint[],
  effort: Effort,
): readonly TextConstraint[] | undefined {
  const wanted = constraints.filter(
    ({ inside, texts }) => inside && texts.exact.size + texts.chains.length <= othersMax,
  );
  const hopeful = constraints.map((constraint) => {
    const { inside, texts } = constraint;
    if (!inside) return constraint;
    const others = wanted.filter((other) => other !== constraint).map(chainsOf);
    const chains = texts.chains.filter((chain) =>
      others.every((other) => other.some((each) => mayMeet(chain, each, effort))),
    );
    return { inside, texts: { exact: texts.exact, chains } };
  });
  const isHopeless = hopeful.some(({ inside, texts }) => inside && texts.exact.size + texts.chains.length === 0);
  return isHopeless ? undefined : hopeful;
}

const othersMax = 8;

/** What is too much to look at may meet anything. */
const mayMeet = (a: Chain, b: Chain, effort: Effort): boolean =>
  !spend(effort, a.tokens.length + b.tokens.length) || canMeet(a, b);

const chainsOf = ({ texts: { exact, chains } }: TextConstraint): readonly Chain[] => [
  ...chains,
  ...[...exact].map((text) => ({ tokens: literal(text), ignoreCase: false })),
];

/** A list that is no longer than this is searched as it is. */
const narrowingsMax = 4;

/** The same question with one pattern in the place of the longest list: what is found so is found. */
export function narrowings(constraints: readonly TextConstraint[]): readonly (readonly TextConstraint[])[] {
  const [longest] = constraints
    .filter(({ inside }) => inside)
    .sort((a, b) => b.texts.chains.length - a.texts.chains.length);
  if (longest === undefined || longest.texts.chains.length <= narrowingsMax) return [];
  return longest.texts.chains.slice(0, narrowingsMax).map((each) => {
    const one: TextConstraint = { inside: true, texts: { exact: new Set(), chains: [each] } };
    return constraints.map((constraint) => (constraint === longest ? one : constraint));
  });
}
