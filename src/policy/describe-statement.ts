/** A statement in a sentence: whom it denies what, under which conditions, in the statement's own words. */
import type { Denial } from './clauses.ts';
import { whoIsShutOut } from './principal.ts';
import { matchesAction } from './match-action.ts';
import type { Condition, PatternElement, Statement } from './statement.ts';

export function describeStatement({ statement, actions }: Denial, account: string): string {
  const { conditions } = statement;
  const where = conditions.length === 0 ? '' : ` where ${conditions.map(describeCondition).join(' and ')}`;
  return `${nameOf(statement)} denies ${describeActions(statement.action, actions)} to ${describeWho(statement, account)}${where}.`;
}

export const nameOf = ({ index, sid }: Statement): string => `Statement ${index}${sid ? ` ("${sid}")` : ''}`;

const describeCondition = ({ operator, key, values }: Condition): string =>
  `\`${key}\` ${operator} ${listed(values, 'or')}`;

function describeActions({ negated, patterns }: PatternElement, actions: readonly string[]): string {
  if (negated) return `everything but ${listed(patterns, 'and')}`;
  const matching = patterns.filter((pattern) =>
    actions.some((action) => matchesAction({ negated: false, patterns: [pattern] }, action)),
  );
  return listed(matching, 'and');
}

function describeWho({ principal }: Statement, account: string): string {
  const written = listed(
    principal.entries.map(({ value }) => value),
    'and',
  );
  const who = whoIsShutOut(principal, account);
  if (principal.negated)
    return who.kind === 'everyone'
      ? `everybody but ${written}, which exempts no principal of the account but root`
      : `everybody but ${written}`;
  if (who.kind !== 'everyone') return written;
  return written === '`*`' ? 'everybody' : `every principal of account ${account} (${written})`;
}

const listedMax = 3;

/** The first few, and how many more there are. */
export function listed(values: readonly string[], conjunction: 'and' | 'or'): string {
  const shown = values.slice(0, listedMax).map((value) => `\`${value}\``);
  if (values.length > listedMax) return `${shown.join(', ')} ${conjunction} ${values.length - listedMax} more`;
  if (shown.length < 2) return shown[0] ?? 'nothing';
  return `${shown.slice(0, -1).join(', ')} ${conjunction} ${shown.at(-1) ?? ''}`;
}
