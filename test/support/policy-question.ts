/** Questions to the analyser, of which a test says only what matters to it. */
import { analyze, type PolicyQuestion } from '../../src/policy/analyze.ts';

export const account = '111122223333';
export const otherAccount = '444455556666';

type Statement = Readonly<Record<string, unknown>>;

/** A Deny of everything to everybody on everything, unless the test says otherwise. */
export function deny(parts: Statement = {}): Statement {
  const without = (name: string): boolean => `Not${name}` in parts;
  return {
    Effect: 'Deny',
    ...(without('Principal') ? {} : { Principal: '*' }),
    ...(without('Action') ? {} : { Action: '*' }),
    ...(without('Resource') ? {} : { Resource: '*' }),
    ...parts,
  };
}

/** A Deny of everything to everybody under one condition. */
export const denyIf = (operator: string, key: string, values: string | readonly string[]): Statement =>
  deny({ Condition: { [operator]: { [key]: values } } });

export const policyText = (statements: readonly Statement[], version = '2012-10-17'): string =>
  JSON.stringify({ Version: version, Statement: statements });

export const ask = (statements: readonly Statement[], more: Partial<PolicyQuestion> = {}) =>
  analyze({ service: 's3', account, resource: 'b', policyText: policyText(statements), ...more });
