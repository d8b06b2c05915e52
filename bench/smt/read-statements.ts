/** A policy's statements with single values made lists. What cannot be read is outside of the subset. */
import { z } from 'zod';
import type { Condition } from './encode-condition.ts';
import type { Principals } from './encode-principal.ts';
import { outside } from './outside.ts';

type Patterns = { readonly isNegated: boolean; readonly patterns: readonly string[] };

export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly principal: { readonly isNegated: boolean; readonly entries: Principals };
  readonly action: Patterns;
  readonly resource: Patterns;
  readonly conditions: readonly Condition[];
};

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const texts = z.union([scalar.transform((value) => [value]), z.array(scalar)]);
const principals = z.union([z.literal('*'), z.record(z.string(), texts)]);

const statementSchema = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), texts)).optional(),
});

const policySchema = z.object({
  Version: z.enum(['2008-10-17', '2012-10-17']).optional(),
  Statement: z.union([z.array(statementSchema).min(1), statementSchema.transform((only) => [only])]),
});

export function readStatements(policyText: string): readonly Statement[] {
  const read = policySchema.safeParse(parseJson(policyText));
  if (!read.success) return outside('a policy that AWS would refuse');
  if (read.data.Version === '2012-10-17' && policyText.includes('${')) return outside('policy variables');
  return read.data.Statement.map((statement) => ({
    effect: statement.Effect,
    principal: {
      isNegated: statement.NotPrincipal !== undefined,
      entries: statement.Principal ?? statement.NotPrincipal ?? outside('a policy that AWS would refuse'),
    },
    action: patternsOf(statement.Action, statement.NotAction),
    resource: patternsOf(statement.Resource, statement.NotResource),
    conditions: Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values })),
    ),
  }));
}

function patternsOf(plain: readonly string[] | undefined, negated: readonly string[] | undefined): Patterns {
  if (plain !== undefined && negated !== undefined) return outside('a policy that AWS would refuse');
  if (negated?.length === 0) return outside('an empty Not element');
  return { isNegated: negated !== undefined, patterns: plain ?? negated ?? outside('a policy that AWS would refuse') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return outside('a policy that AWS would refuse');
  }
}
