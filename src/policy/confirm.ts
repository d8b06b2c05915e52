/**
 * Looks at a witness as AWS would: statement by statement, with the values it has. The search reasons about sets; this
 * is the other path to the same truth, and without it no verdict says that somebody gets in.
 */
import type { Witness } from '../domain/verdict.ts';
import type { Clause, Literal } from './clauses.ts';
import { isFalseFor, matchesIn, type Test } from './condition-test.ts';
import { resourceArn } from './keys/request-keys.ts';

export function isConfirmed(witness: Witness, clauses: readonly Clause[], arn: string): boolean {
  const context = new Map<string, string | readonly string[]>([[resourceArn, arn]]);
  for (const [key, value] of Object.entries(witness.context)) context.set(key.toLowerCase(), value);
  return clauses.every(({ literals }) => literals.some((literal) => isTrueFor(literal, witness, context)));
}

type Context = ReadonlyMap<string, string | readonly string[]>;

function isTrueFor(literal: Literal, { principal }: Witness, context: Context): boolean {
  switch (literal.kind) {
    case 'doubt':
      return false;
    case 'principal':
      return isListed(literal, principal) === literal.inside;
    case 'session':
      return !valueOf('aws:userid', context)?.endsWith(`:${literal.session}`);
    case 'test':
      return isFalseIn(literal.test, context);
  }
}

const isListed = ({ arns, roles }: Literal & { kind: 'principal' }, principal: string): boolean =>
  arns.includes(principal) ||
  (principal.includes(':role/') && roles.includes(principal.slice(principal.lastIndexOf('/') + 1)));

function isFalseIn(test: Test, context: Context): boolean {
  const filled = matchesIn(test, (key) => valueOf(key.toLowerCase(), context) ?? null);
  return isFalseFor(test, valueOf(test.key, context), filled) === true;
}

/** Lists have one entry in every witness. */
function valueOf(key: string, context: Context): string | undefined {
  const value = context.get(key);
  return typeof value === 'object' ? value[0] : value;
}
