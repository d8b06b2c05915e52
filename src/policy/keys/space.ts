/**
 * What a principal can make of a condition key: whether its requests carry it, and with which values at which price.
 * The tables in this folder give one `Space` for each key; `solve.ts` looks for values in it.
 */
import type { Intervals } from '../domains/intervals.ts';
import type { TextConstraint } from '../domains/text-set.ts';

/**
 * 0: any principal has it so. 1: an administrator of the account can make it so (a role of that name, a tag).
 * 2: it is so or it is not (an endpoint, an address, the id of something that exists).
 */
export type Price = 0 | 1 | 2;

export type Space =
  | { readonly kind: 'absent' }
  /** Outside of the model: neither presence nor values are known. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[]; readonly absent?: Price }
  | TextSpace
  | {
      readonly kind: 'number' | 'date';
      readonly levels: readonly Level<Intervals<number>>[];
      readonly absent?: Price;
    }
  | { readonly kind: 'address'; readonly levels: readonly Level<Intervals<bigint>>[]; readonly absent?: Price };

export type Choice = { readonly value: string; readonly price: Price };

export type Level<Values> = {
  readonly price: Price;
  readonly values: Values;
  /** The price holds only while a good part of the values is left: "any address but these" is free. */
  readonly most?: boolean;
};

export type TextSpace = {
  readonly kind: 'text';
  /** A value that nobody planned for, made from a word: what holds for it holds whatever the value is. */
  readonly sample: (word: string) => string;
  readonly words: readonly string[];
  readonly usual: Price;
  /** Cheapest first; each a set of constraints that the value obeys. Asked for only when no sample fits. */
  readonly levels: () => readonly Level<readonly TextConstraint[]>[];
  /** Values that are known to exist: free. */
  readonly known?: readonly string[];
  readonly absent?: Price;
  /** A request may carry several at once. One is looked for; that there is none proves nothing of several. */
  readonly isOneOfSeveral?: boolean;
  /** Limits that are not worth an automaton, such as the length of names. */
  readonly isPossible?: (value: string) => boolean;
};

export const absent: Space = { kind: 'absent' };
export const unknown: Space = { kind: 'unknown' };
export const fixed = (value: string): Space => ({ kind: 'choices', choices: [{ value, price: 0 }] });

/** Upper case and digits fit into ids and names alike; nobody has it in a policy. */
export const idWord = 'Q7M2XK4T9ZB3V6WD5';
