/** A set of texts: some spelled out, some as chains. What a list of condition values matches. */
import { type Chain, matchesChain } from './chain.ts';

export type TextSet = { readonly exact: ReadonlySet<string>; readonly chains: readonly Chain[] };

/** The text has to be in the set, or has to be outside of it. */
export type TextConstraint = { readonly inside: boolean; readonly texts: TextSet };

export const containsText = ({ exact, chains }: TextSet, text: string): boolean =>
  exact.has(text) || chains.some((each) => matchesChain(each, text));

export const satisfies = (text: string, { inside, texts }: TextConstraint): boolean =>
  containsText(texts, text) === inside;

export const exactly = (values: Iterable<string>): TextSet => ({ exact: new Set(values), chains: [] });

export const inside = (...chains: readonly Chain[]): TextConstraint => ({
  inside: true,
  texts: { exact: new Set(), chains },
});
