/** One condition key as unknowns of a formula: whether a request carries it, what it may be, and what is ordinary. */
import type { PolicyQuestion } from '../../src/policy/question.ts';
import type { Term } from './terms.ts';

export type Sort = 'text' | 'number' | 'moment' | 'address';

export type Key = {
  readonly sort: Sort;
  /** When a request carries it. Undefined: as the caller likes, or as `possible` says. */
  readonly carried: Term | undefined;
  /** What holds for its value wherever it is carried. */
  readonly possible: Term;
  /** What holds when nothing is needed from outside of the account's own power: no endpoint, no particular address. */
  readonly ordinary: Term;
  /** No value is more ordinary than another: no test of this key is taken for false in an ordinary request. */
  readonly unsettled?: true;
  /** Keys that `possible` speaks of. */
  readonly needs?: readonly string[];
  /** Unknowns of its own. */
  readonly declares?: readonly Term[];
};

/** `isOrdinary`: asked for a request that needs nothing from outside of the account's own power. */
export type Setting = PolicyQuestion & { readonly isOrdinary: boolean };

/** `value` and `carried` are the unknowns' names. */
export type KeyRow = (value: Term, carried: Term, setting: Setting) => Key;

/** Kinds of principal, ways of a request. Exactly one of each three. */
export const who = { role: '|role|', user: '|user|', federatedUser: '|federated user|' } as const;
export const way = { internet: '|internet|', endpoint: '|endpoint|', service: '|service|' } as const;
export const secure = '|secure|';

/** Stands for ids that nobody planned for: no policy names them. */
export const freshId = '5J8WNH3TQ6L0RGVYC';

export const never: KeyRow = () => ({ sort: 'text', carried: 'false', possible: 'true', ordinary: 'true' });
