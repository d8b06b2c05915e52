/**
 * A literal as it stands in one world: true there, false there, or a constraint on one variable.
 * `lenient` believes every doubt in favour of the caller: what cannot even then be escaped is a proven lockout.
 */
import type { Literal } from './clauses.ts';
import {
  type Filled,
  isFalseWhenAbsent,
  isFalseWhenPresent,
  isNullTest,
  matchesIn,
  type Test,
} from './condition-test.ts';
import { chain, run } from './domains/chain.ts';
import { exactly, type TextSet } from './domains/text-set.ts';
import { keyModel } from './keys/key-model.ts';
import { type KeyModel, nameAfter, whole } from './keys/model.ts';
import { principalArn, prefixOf } from './keys/principal-keys.ts';
import { resourceArn } from './keys/request-keys.ts';
import type { Space } from './keys/space.ts';
import type { World } from './keys/world.ts';
import type { Constraint, Solved } from './solve.ts';

export type WorldLiteral = {
  readonly literal: Literal;
  readonly variable: string;
  readonly space: Space;
  readonly constraint: Constraint;
  /** Filled in by who first looks for a value that obeys this constraint and no other. */
  readonly alone: { solved?: Solved };
  /** Constraints on the same variable that no value obeys together with this one, as far as anybody has looked. */
  readonly clashes: Set<Constraint>;
};

/** How doubts are read, and where they are noted. What was worked out once for a world is kept. */
export type Reading = {
  readonly lenient: boolean;
  readonly doubts: Set<string>;
  readonly known: Map<World, Map<Literal, Read>>;
};
type Read = { readonly here: WorldLiteral | boolean; readonly doubts: ReadonlySet<string> };

export function inWorld(literal: Literal, world: World, reading: Reading): WorldLiteral | boolean {
  const known = reading.known.get(world) ?? new Map<Literal, Read>();
  if (known.size === 0) reading.known.set(world, known);
  let read = known.get(literal);
  if (read === undefined) {
    const doubts = new Set<string>();
    read = { here: readLiteral(literal, world, { ...reading, doubts }), doubts };
    known.set(literal, read);
  }
  for (const doubt of read.doubts) reading.doubts.add(doubt);
  return read.here;
}

function readLiteral(literal: Literal, world: World, reading: Reading): WorldLiteral | boolean {
  switch (literal.kind) {
    case 'doubt':
      return doubted(literal.about, reading);
    case 'principal':
      return principalInWorld(literal, world);
    case 'session':
      return sessionInWorld(literal, world);
    case 'test':
      return testInWorld(literal, world, reading);
  }
}

function doubted(about: string, { lenient, doubts }: Reading): boolean {
  doubts.add(about);
  return lenient;
}

function principalInWorld(literal: Literal & { kind: 'principal' }, world: World): WorldLiteral {
  const { space } = keyModel(principalArn, world);
  const { chains } = world.who === 'role' ? nameAfter(prefixOf(world)).lift(exactly(literal.roles)) : exactly([]);
  const texts: TextSet = { exact: new Set(literal.arns), chains };
  const present = textConstraint(literal.inside, texts);
  // How NotPrincipal treats the listed ones depends on what else is listed: an exemption is not taken for granted.
  const constraint: Constraint = { absentOk: false, present, priceMin: literal.inside ? 2 : 0 };
  return { literal, variable: principalArn, space, constraint, alone: {}, clashes: new Set() };
}

export const textConstraint = (inside: boolean, texts: TextSet): Constraint['present'] => ({
  inside,
  matches: { kind: 'text', texts },
  view: whole,
  lifted: { inside, texts },
});

function sessionInWorld(literal: Literal & { kind: 'session' }, world: World): WorldLiteral | boolean {
  if (world.who !== 'role') return true;
  const { variable, space } = keyModel('aws:userid', world);
  const texts: TextSet = { exact: new Set(), chains: [chain(run('any'), ':', literal.session)] };
  return {
    literal,
    variable,
    space,
    constraint: { absentOk: false, present: textConstraint(false, texts), priceMin: 0 },
    alone: {},
    clashes: new Set(),
  };
}

function testInWorld(literal: TestLiteral, world: World, reading: Reading): WorldLiteral | boolean {
  const { test } = literal;
  const { variable, space } = keyModel(test.key, world);
  if (test.read === undefined || (test.doubt !== undefined && reading.lenient)) return doubted(describe(test), reading);
  if (space.kind === 'unknown') return doubted(`the key \`${test.condition.key}\``, reading);
  if (test.doubt !== undefined) reading.doubts.add(describe(test));
  const absentOk = isFalseWhenAbsent(test);
  if (space.kind === 'absent') return absentOk;
  const present = isNullTest(test) ? presence(test) : valuesWanted(literal, world, reading);
  if (present === undefined) return absentOk || priceOfVariable(literal, world);
  return { literal, variable, space, constraint: { absentOk, present, priceMin: 0 }, alone: {}, clashes: new Set() };
}

type TestLiteral = Literal & { kind: 'test' };

const presence = (test: Test): Constraint['present'] => (isFalseWhenPresent(test) ? 'any' : 'none');

/** Whatever the policy variable stands for, it costs what the variable's key costs at least. */
function priceOfVariable(literal: TestLiteral, world: World): WorldLiteral | boolean {
  const [key] = literal.test.variables;
  if (key === undefined) return true;
  const { variable, space } = keyModel(key.toLowerCase(), world);
  return {
    literal,
    variable,
    space,
    constraint: { absentOk: true, present: 'any', priceMin: 0 },
    alone: {},
    clashes: new Set(),
  };
}

/** Undefined: any value may do, once doubts are read in favour of the request. */
function valuesWanted({ test }: TestLiteral, world: World, reading: Reading): Constraint['present'] | undefined {
  const model = keyModel(test.key, world);
  const filled = isSameVariable(test, model, world) ? everything : matchesIn(test, (key) => settledValue(key, world));
  const inside = test.read?.operator.negated === true;
  // "If AWS cannot resolve a variable this might cause the entire statement to be invalid": then nothing is denied.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  const isUncertain = filled === undefined || (filled.hasVoid && inside);
  if (isUncertain && test.variables.length > 0) reading.doubts.add(describeVariables(test));
  if (isUncertain && reading.lenient) return undefined;
  if (filled === undefined) return 'none';
  const { matches } = filled;
  const lifted = matches.kind === 'text' ? { inside, texts: model.view.lift(matches.texts) } : undefined;
  return { inside, matches, view: model.view, lifted };
}

const describe = ({ condition: { operator, key } }: Test): string => `\`${operator}\` on \`${key}\``;

const describeVariables = ({ condition: { operator }, key, variables }: Test): string =>
  `what \`\${${variables[0] ?? ''}}\` stands for in ${key === resourceArn ? 'its resources' : `the values of ${operator}`}`;

const everything: Filled = {
  matches: { kind: 'text', texts: { exact: new Set(), chains: [chain(run('any'))] } },
  hasVoid: false,
};

/** `"aws:PrincipalOrgID": "${aws:ResourceOrgID}"`: the same thing by two names. What is no ARN is not like itself. */
function isSameVariable(test: Test, model: KeyModel, world: World): boolean {
  if (test.read?.operator.comparison === 'arn') return false;
  return test.templates.some(([first, ...rest]) => {
    if (first?.kind !== 'variable' || rest.length > 0) return false;
    const other = keyModel(first.key.toLowerCase(), world);
    return other.variable === model.variable && other.view === model.view;
  });
}

/** The value of a policy variable where the world leaves no choice; null where requests do not carry its key. */
function settledValue(key: string, world: World): string | null | undefined {
  const { space, view } = keyModel(key.toLowerCase(), world);
  if (space.kind === 'absent') return null;
  if (space.kind !== 'choices' || space.choices.length > 1) return undefined;
  const [only] = space.choices;
  if (only === undefined) return null;
  return space.absent === undefined ? view.project(only.value) : undefined;
}
