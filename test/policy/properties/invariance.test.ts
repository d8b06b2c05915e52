/** What means the same gets the same verdict, however it is written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyze } from '../../../src/policy/analyze.ts';
import { type Generated, type GeneratedQuestion, generatedQuestion, textOf } from '../../support/generated-policies.ts';
import { propertyRuns } from '../../support/property-runs.ts';

/** What these rewrites make of a JSON object is one again: hence the casts. */
type Json = Readonly<Record<string, unknown>>;
type Rewrite = (policy: Generated) => string;

const eachStatement =
  (change: (statement: Json) => Json): Rewrite =>
  ({ version, statements }) =>
    textOf({ version, statements: statements.map((statement) => change({ ...statement })) });

/** Every list of texts, wherever it stands. */
function mapLists(value: unknown, change: (list: readonly unknown[]) => unknown): unknown {
  if (Array.isArray(value)) return change(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapLists(inner, change)]));
}

const onLists = (change: (list: readonly unknown[]) => unknown): Rewrite =>
  eachStatement((statement) => mapLists(statement, change) as Json);

function eachAction(statement: Json, change: (action: string) => string): Json {
  const rewrite = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((one) => change(String(one))) : change(String(value));
  const entries = Object.entries(statement).map(([name, value]) => [
    name,
    /^(?:Not)?Action$/.test(name) ? rewrite(value) : value,
  ]);
  return Object.fromEntries(entries) as Json;
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

/** A list of one becomes its value. */
function unlisted(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? (value[0] as unknown) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unlisted(inner)]));
}

/** Every value becomes a list of one, but for those that must be none. */
function listed(value: unknown, name = ''): unknown {
  if (Array.isArray(value) || name === 'Effect') return value;
  if (typeof value === 'string') return name.endsWith('Principal') ? value : [value];
  return Object.fromEntries(Object.entries(value as Json).map(([key, inner]) => [key, listed(inner, key)]));
}

function withUpperCaseKeys(statement: Json): Json {
  // Two spellings of one key in one operator would become one member.
  if (
    /team.*Team|Team.*team|userid.*userId|userId.*userid|Vpce.*sourceVpce|sourceVpce.*Vpce/.test(
      JSON.stringify(statement),
    )
  )
    return statement;
  const block = Object.entries((statement['Condition'] ?? {}) as Json).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys as Json).map(([key, values]) => [key.toUpperCase(), values])),
  ]);
  return block.length === 0 ? statement : { ...statement, Condition: Object.fromEntries(block) as Json };
}

const rewrites: readonly (readonly [what: string, Rewrite])[] = [
  [
    'statements in another order',
    ({ version, statements }) => textOf({ version, statements: statements.toReversed() }),
  ],
  ['values in another order', onLists((list) => list.toReversed())],
  ['values twice', onLists((list) => [...list, ...list])],
  ['lists of one as single values', eachStatement((statement) => unlisted(statement) as Json)],
  ['single values as lists of one', eachStatement((statement) => listed(statement) as Json)],
  ['actions in upper case', eachStatement((statement) => eachAction(statement, (action) => action.toUpperCase()))],
  ['condition keys in upper case', eachStatement(withUpperCaseKeys)],
  ['members in another order', (policy) => JSON.stringify(reversed(JSON.parse(textOf(policy))))],
  ['with white space', (policy) => JSON.stringify(JSON.parse(textOf(policy)), null, '\t')],
  ['member names with escaped letters', (policy) => textOf(policy).replace(/[a-z](?=[^"]*":)/g, escaped)],
  [
    'an Allow for everybody added',
    ({ version, statements }) => textOf({ version, statements: [...statements, everythingAllowed] }),
  ],
];
const everythingAllowed = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

for (const [what, rewrite] of rewrites) {
  test(`the verdict is the same for ${what}`, () => {
    const property = fc.property(generatedQuestion, ({ policy, question }: GeneratedQuestion) => {
      const [before, after] = [analyze(question), analyze({ ...question, policyText: rewrite(policy) })];
      assert.deepEqual([after.verdict, after.actions], [before.verdict, before.actions]);
    });
    fc.assert(property, propertyRuns(100));
  });
}
