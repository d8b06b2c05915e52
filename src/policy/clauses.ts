/**
 * What it takes to escape one Deny statement: at least one literal of each of its clauses has to be made true. Together
 * the statements are a formula in conjunctive normal form.
 * Flow: parse → [clauses] → search → explain.
 */
import { compileTest, type Test } from './condition-test.ts';
import { resourceArn } from './keys/request-keys.ts';
import { matchesAction } from './match-action.ts';
import { matchesGlob } from './match-glob.ts';
import { type Named, type ShutOut, whoIsShutOut } from './principal.ts';
import type { Policy, Statement } from './statement.ts';
import { type Target, unknownRegion } from './target.ts';

export type Clause = { readonly statement: Statement; readonly literals: readonly Literal[] };

export type Literal =
  /** The test has to be false. */
  | { readonly kind: 'test'; readonly test: Test }
  /** The principal has to be one of these, or none of them. `roles`: by name, whatever the path. */
  | {
      readonly kind: 'principal';
      readonly inside: boolean;
      readonly arns: readonly string[];
      readonly roles: readonly string[];
    }
  /** A role session with another name. */
  | { readonly kind: 'session'; readonly session: string }
  /** May be true or not: we cannot tell. */
  | { readonly kind: 'doubt'; readonly about: string };

/** A Deny statement that speaks of a repair action on the resource, and of somebody in the account. */
export type Denial = {
  readonly statement: Statement;
  readonly actions: readonly string[];
  readonly clauses: readonly Clause[];
};

export function denialsOf(policy: Policy, target: Target): readonly Denial[] {
  return policy.statements.flatMap((statement) => {
    if (statement.effect !== 'Deny') return [];
    const actions = target.actions.filter((action) => matchesAction(statement.action, action));
    if (actions.length === 0) return [];
    const clauses = clausesOf(statement, policy.version, target);
    return clauses === undefined ? [] : [{ statement, actions, clauses }];
  });
}

/** Undefined: the statement denies nobody of the account anything on this resource. */
function clausesOf(statement: Statement, version: string, target: Target): readonly Clause[] | undefined {
  const who = whoIsShutOut(statement.principal, target.account);
  const resource = resourceLiterals(statement, version, target);
  if (who.kind === 'nobody' || resource === undefined) return undefined;
  const tests = statement.conditions.map((condition): Literal => ({
    kind: 'test',
    test: compileTest(condition, version),
  }));
  const others = [...emptyListDoubts(statement), ...resource, ...tests];
  return principalAlternatives(who).map((literals) => ({ statement, literals: [...literals, ...others] }));
}

/**
 * One clause or several: a single session is escaped by being another role or by another session name, and that once
 * for each session listed.
 */
function principalAlternatives(who: Exclude<ShutOut, { kind: 'nobody' }>): readonly (readonly Literal[])[] {
  if (who.kind === 'everyone') return [[]];
  const doubts = who.doubts.map((about): Literal => ({ kind: 'doubt', about }));
  if (who.kind === 'all_but') return [[...exemptions(who), ...doubts]];
  // What is doubted may be the whole account: then the list around it does not matter.
  if (doubts.length > 0) return [doubts];
  const identities: Literal = { kind: 'principal', inside: false, arns: who.arns, roles: [] };
  const sessions = who.sessions.map(({ role, session }): readonly Literal[] => [
    { kind: 'principal', inside: false, arns: [], roles: [role] },
    { kind: 'session', session },
  ]);
  return [[identities], ...sessions];
}

function exemptions({ arns, sessions }: Named): readonly Literal[] {
  if (arns.length + sessions.length === 0) return [];
  return [{ kind: 'principal', inside: true, arns, roles: sessions.map(({ role }) => role) }];
}

/** AWS takes empty lists; what a Not form or a set of conditions then means is not documented. */
function emptyListDoubts({ action }: Statement): readonly Literal[] {
  return action.negated && action.patterns.length === 0 ? [{ kind: 'doubt', about: 'its empty `NotAction`' }] : [];
}

/** Undefined: not about this resource, whatever the request. Empty: about it, whatever the request. */
function resourceLiterals({ resource }: Statement, version: string, target: Target): readonly Literal[] | undefined {
  const { negated, patterns } = resource;
  if (negated && patterns.length === 0) return [{ kind: 'doubt', about: 'its empty `NotResource`' }];
  const isVariable = (pattern: string): boolean => version === '2012-10-17' && pattern.includes('${');
  const isNamed = patterns.some((pattern) => !isVariable(pattern) && matchesGlob(pattern, target.arn));
  if (isNamed) return negated ? undefined : [];
  const variables = patterns.filter(isVariable);
  if (variables.length > 0) {
    const condition = { operator: negated ? 'StringNotLike' : 'StringLike', key: resourceArn, values: variables };
    return [{ kind: 'test', test: compileTest(condition, version) }];
  }
  if (target.region === undefined && patterns.some((pattern) => dependsOnRegion(pattern, target.arn)))
    return [{ kind: 'doubt', about: 'its `Resource`, as the Region of the queue is not known' }];
  return negated ? [] : undefined;
}

function dependsOnRegion(pattern: string, arn: string): boolean {
  const region = pattern.split(':')[3] ?? '';
  return (
    arn.includes(unknownRegion) &&
    /^[a-z0-9-]+$/u.test(region) &&
    matchesGlob(pattern, arn.replace(unknownRegion, region))
  );
}
