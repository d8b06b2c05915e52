/**
 * Who may be somebody else than a principal of the owning account, and which grants reach them.
 */
import type { PrincipalElement, Statement } from '../statement.ts';

export const grantsToStrangers = (statements: readonly Statement[], account: string): readonly Statement[] =>
  statements.filter(({ effect, principal }) => effect === 'Allow' && reachesStrangers(principal, account));

/** Anybody who is not surely a principal of the owning account: everybody, other accounts, services, federated ids. */
const reachesStrangers = ({ negated, entries }: PrincipalElement, account: string): boolean =>
  negated || entries.some(({ kind, value }) => kind !== 'AWS' || accountIn(value) !== account);

/** In an ARN, or the whole value. `undefined` for `*` and for unique ids. */
export const accountIn = (value: string): string | undefined =>
  /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/u.exec(value)?.[1];
