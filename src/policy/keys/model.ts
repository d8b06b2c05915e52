/** How a table row says what a key is in a world, and the views by which two keys show the same underlying variable. */
import { afterPrefix, type Chain, literal, maskOf, one, run, classes } from '../domains/chain.ts';
import { formatSeconds } from '../domains/moments.ts';
import type { TextSet } from '../domains/text-set.ts';
import type { Space } from './space.ts';
import type { World } from './world.ts';

export type KeyModel = {
  /** Keys with the same variable are never chosen apart from each other. */
  readonly variable: string;
  readonly space: Space;
  readonly view: View;
  /** The request carries it as a list. */
  readonly isList: boolean;
};

/** What the key shows of the variable's value. */
export type View = {
  readonly project: (value: string) => string;
  /** The values of the variable for which the key is in the set. */
  readonly lift: (texts: TextSet) => TextSet;
};

export type KeyRow = {
  /** As AWS writes it; a name that ends in `/` stands for all tags below it. */
  readonly key: string;
  readonly space: (world: World, tag: string) => Space;
  /** Default: the key itself. */
  readonly variable?: string | ((world: World) => string);
  readonly view?: (world: World) => View;
  readonly isList?: boolean;
};

export const whole: View = { project: (value) => value, lift: (texts) => texts };

export const isoView: View = { project: (value) => formatSeconds(Number(value)), lift: (texts) => texts };

const slash = '/';

/** The name at the end of `prefix`, an optional path, and the name: what `aws:username` is to `aws:PrincipalArn`. */
export const nameAfter = (prefix: string): View => ({
  project: (value) => value.slice(value.lastIndexOf(slash) + 1),
  lift: (texts) => ({
    exact: new Set(),
    chains: chainsOf(texts).flatMap((each) => {
      const tokens = each.tokens.map(nameOnly);
      if (tokens.some((token) => token >= 0 && (maskOf(token) & (1 << classes.name)) === 0)) return [];
      const { ignoreCase } = each;
      return [
        { ignoreCase, tokens: [...literal(prefix), ...tokens] },
        { ignoreCase, tokens: [...literal(prefix), run('path'), ...literal(slash), ...tokens] },
      ];
    }),
  }),
});

const nameOnly = (token: number): number => (token >= 0 ? token : (token & 1) === 0 ? run('name') : one('name'));

/** Both texts begin in their own fixed way and go on alike. */
export const sameAfter = (own: string, variables: string): View => ({
  project: (value) => own + value.slice(variables.length),
  lift: (texts) => ({
    exact: new Set(),
    chains: chainsOf(texts).flatMap((each) =>
      afterPrefix(each, own).map((rest) => ({
        ignoreCase: each.ignoreCase,
        tokens: [...literal(variables), ...rest],
      })),
    ),
  }),
});

const chainsOf = ({ exact, chains }: TextSet): readonly Chain[] => [
  ...chains,
  ...[...exact].map((text) => ({ tokens: literal(text), ignoreCase: false })),
];
