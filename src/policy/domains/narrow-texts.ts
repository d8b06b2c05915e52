/**
 * Makes the search for a text quick where a condition lists hundreds of patterns: most of them cannot match at all, and
 * of the others nearly any one would do.
 * Never: leaves out a text that might be found.
 */
import { advance, type Chain, literal, start } from './chain.ts';
import { type Effort, spend } from './effort.ts';
import type { TextConstraint } from './text-set.ts';

/** A list that is no longer than this is searched as it is. */
const narrowingsMax = 4;

/** Of the patterns that are wanted, those that can begin as the other constraints want it. */
export function withoutHopeless(constraints: readonly TextConstraint[], effort: Effort): readonly TextConstraint[] {
  const wanted = constraints.filter(({ inside }) => inside);
  return constraints.map((constraint) => {
    const { inside, texts } = constraint;
    const beginnings = wanted.filter((other) => other !== constraint).map(beginningsOf);
    if (!inside || texts.chains.length <= narrowingsMax || beginnings.length === 0) return constraint;
    const chains = texts.chains.filter((chain) =>
      beginnings.every((each) => each.some((beginning) => canBegin(chain, beginning, effort))),
    );
    return { inside, texts: { exact: texts.exact, chains } };
  });
}

/** What is too much to look at may begin in any way. */
const canBegin = (chain: Chain, beginning: readonly number[], effort: Effort): boolean =>
  !spend(effort, beginning.length) ||
  beginning.reduce<readonly number[]>((positions, code) => advance(chain, positions, code), start(chain)).length > 0;

const beginningsMax = 8;

/** With which letters the texts of the set begin: those before the first wildcard. */
function beginningsOf({ texts: { exact, chains } }: TextConstraint): readonly (readonly number[])[] {
  if (exact.size + chains.length > beginningsMax) return [[]];
  const ofChains = chains.map(({ tokens, ignoreCase }) => {
    const end = ignoreCase ? 0 : tokens.findIndex((token) => token < 0);
    return end < 0 ? tokens : tokens.slice(0, end);
  });
  return [...ofChains, ...[...exact].map(literal)];
}

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
