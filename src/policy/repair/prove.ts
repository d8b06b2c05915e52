/**
 * What a carve-out must be shown to keep, each obligation as its own function, legible as its definition.
 * Judged from the two texts alone, by nothing that wrote the second one. Each returns an objection, or undefined.
 *
 * Two statements have the same *scope* when they speak of the same principals, resources and conditions: then they
 * apply to the same requests but for the action, and only their actions need comparing, over all names there could be.
 */
import type { Service } from '../../domain/resource.ts';
import { nameOf } from '../describe-statement.ts';
import { matchesAction } from '../match-action.ts';
import type { Condition, PatternElement, Policy, Statement } from '../statement.ts';
import { action, findOutside, someEffort } from './action-names.ts';
import { exemptionKey, exemptionOperator } from './break-glass.ts';
import { brokenLimit, type PolicyText } from './limits.ts';
import { serviceActions } from './service-actions.ts';

export type Replacement = {
  readonly service: Service;
  readonly before: PolicyText;
  readonly after: PolicyText;
  /** The actions that are given back. */
  readonly carved: readonly string[];
  /** The only principals that the carve-out is for; empty: it is for everybody. */
  readonly breakGlass: readonly string[];
};

/** All of them; the first objection that there is. */
export const objectionTo = (replacement: Replacement): string | undefined =>
  deniesLess(replacement) ??
  freesOthers(replacement) ??
  deniesMore(replacement) ??
  touchesGrants(replacement) ??
  brokenLimit(replacement.service, replacement.before, replacement.after);

/** Whatever the old policy denied, outside the carved actions, to anybody at all, the new policy denies. */
export function deniesLess({ carved, before, after }: Replacement): string | undefined {
  const effort = someEffort();
  const actionsNow = actionsByScope(after.policy, scopeOf);
  for (const old of denials(before.policy)) {
    const now = actionsNow.get(scopeOf(old)) ?? [];
    const search = findOutside(old.action, [action(...carved), ...now], effort);
    if ('tooComplex' in search) return `the actions of ${nameOf(old)} are too many patterns to compare`;
    if (search.found !== undefined) return `${nameOf(old)} would no longer deny \`${search.found}\``;
  }
  return undefined;
}

/** With break-glass principals: the carved actions stay denied to everybody else. */
export function freesOthers({ carved, before, after, breakGlass }: Replacement): string | undefined {
  if (breakGlass.length === 0) return undefined;
  const scopeForOthers = (statement: Statement): string => scopeOf(withoutExemption(statement, breakGlass));
  const actionsNow = actionsByScope(after.policy, scopeForOthers);
  for (const old of denials(before.policy)) {
    const now = actionsNow.get(scopeForOthers(old)) ?? [];
    const freed = carved.find(
      (name) => matchesAction(old.action, name) && !now.some((set) => matchesAction(set, name)),
    );
    if (freed !== undefined) return `${nameOf(old)} would no longer deny \`${freed}\` to others`;
  }
  return undefined;
}

/** No action that exists today is denied by the new policy where the old one did not deny it. */
export function deniesMore({ service, before, after, breakGlass }: Replacement): string | undefined {
  const scopeForOthers = (statement: Statement): string => scopeOf(withoutExemption(statement, breakGlass));
  const actionsOnce = actionsByScope(before.policy, scopeForOthers);
  for (const now of denials(after.policy)) {
    const old = actionsOnce.get(scopeForOthers(now)) ?? [];
    const added = serviceActions[service].find(
      (name) => matchesAction(now.action, name) && !old.some((set) => matchesAction(set, name)),
    );
    if (added !== undefined) return `${nameOf(now)} would deny \`${added}\`, which was not denied`;
  }
  return undefined;
}

/** Every Allow is there, byte for byte and in order, and what surrounds the statements means what it meant. */
export function touchesGrants({ before, after }: Pick<Replacement, 'before' | 'after'>): string | undefined {
  if (before.policy.version !== after.policy.version && after.policy.statements.length > 0)
    return 'the policy language version would change';
  const old = grants(before);
  const now = grants(after);
  const isSame = old.length === now.length && old.every((text, index) => text === now[index]);
  return isSame ? undefined : 'a statement that allows something would change';
}

const denials = ({ statements }: Policy): readonly Statement[] => statements.filter(({ effect }) => effect === 'Deny');

const grants = ({ text, policy }: PolicyText): readonly string[] =>
  policy.statements
    .filter(({ effect }) => effect === 'Allow')
    .map(({ source }) => text.slice(source.start, source.end));

/** What is denied in each scope, every set of actions once. */
function actionsByScope(
  policy: Policy,
  scopeFor: (statement: Statement) => string,
): ReadonlyMap<string, readonly PatternElement[]> {
  const found = new Map<string, Map<string, PatternElement>>();
  for (const statement of denials(policy)) {
    const scope = scopeFor(statement);
    const sets = found.get(scope) ?? new Map<string, PatternElement>();
    found.set(scope, sets.set(JSON.stringify(statement.action), statement.action));
  }
  return new Map([...found].map(([scope, sets]) => [scope, [...sets.values()]]));
}

/** The same text for the same scope, however it was laid out. */
const scopeOf = ({ principal, resource, conditions }: Statement): string =>
  JSON.stringify([principal, resource, conditions.map((condition) => JSON.stringify(condition)).sort()]);

/**
 * The statement as everybody else meets it: "not like any of these ARNs, nor one of the break-glass principals" is,
 * for those who are no break-glass principals, "not like any of these ARNs".
 */
function withoutExemption(statement: Statement, breakGlass: readonly string[]): Statement {
  const conditions = statement.conditions.flatMap((condition) => {
    if (!isExemption(condition)) return [condition];
    const values = condition.values.filter((value) => !breakGlass.includes(value));
    return values.length === 0 ? [] : [{ operator: exemptionOperator, key: exemptionKey, values }];
  });
  return { ...statement, conditions };
}

const isExemption = ({ operator, key }: Condition): boolean =>
  operator.toLowerCase() === exemptionOperator.toLowerCase() && key.toLowerCase() === exemptionKey.toLowerCase();
