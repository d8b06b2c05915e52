/**
 * Makes the search for a text quick where a condition lists hundreds of patterns: most of them cannot match at all, and
 * of the others nearly any one would do.
 * Never: leaves out a text that might be found.
 */
import { advance, type Chain, literal, start } from './chain.ts';
import { type Effort, spend } from './effort.ts';
import type { TextConstraint } from './text-set.ts';

/** Of the patterns that are wanted, those that can begin and end as the other constraints want it. Undefined: none can. */
export function withoutHopeless(
  constraints: readonly TextConstraint[],
  effort: Effort,
): readonly TextConstraint[] | undefined {
  const wanted = constraints.filter(({ inside }) => inside);
  if (wanted.length < 2) return constraints;
  const edges = new Map(wanted.map((constraint) => [constraint, edgesOf(constraint)]));
  const hopeful = constraints.map((constraint) => {
    const { inside, texts } = constraint;
    const others = wanted.filter((other) => other !== constraint).map((other) => edges.get(other) ?? noEdges);
    if (!inside) return constraint;
    const chains = texts.chains.filter((chain) => {
      const backwards = reversed(chain);
      return others.every((other) =>
        other.some(
          ({ beginning, ending }) => canBegin(chain, beginning, effort) && canBegin(backwards, ending, effort),
        ),
      );
    });
    return { inside, texts: { exact: texts.exact, chains } };
  });
  const isHopeless = hopeful.some(({ inside, texts }) => inside && texts.exact.size + texts.chains.length === 0);
  return isHopeless ? undefined : hopeful;
}

const reversed = ({ tokens, ignoreCase }: Chain): Chain => ({ tokens: tokens.toReversed(), ignoreCase });

/** What is too much to look at may begin in any way. */
const canBegin = (chain: Chain, beginning: readonly number[], effort: Effort): boolean =>
  !spend(effort, beginning.length) ||
  beginning.reduce<readonly number[]>((positions, code) => advance(chain, positions, code), start(chain)).length > 0;

/** The letters before the first wildcard, and those after the last, from the end backwards. */
type Edges = { readonly beginning: readonly number[]; readonly ending: readonly number[] };

const noEdges: readonly Edges[] = [{ beginning: [], ending: [] }];
const edgesMax = 8;

function edgesOf({ texts: { exact, chains } }: TextConstraint): readonly Edges[] {
  if (exact.size + chains.length > edgesMax) return noEdges;
  const spelledOut = [...exact].map((text): Chain => ({ tokens: literal(text), ignoreCase: false }));
  return [...chains, ...spelledOut].map((chain) => ({
    beginning: lettersOf(chain),
    ending: lettersOf(reversed(chain)),
  }));
}

function lettersOf({ tokens, ignoreCase }: Chain): readonly number[] {
  const wildcard = ignoreCase ? 0 : tokens.findIndex((token) => token < 0);
  return wildcard < 0 ? tokens : tokens.slice(0, wildcard);
}

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
