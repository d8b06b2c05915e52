/**
 * Does anybody get past these Deny statements, and at what price? Goes through all worlds, cheapest first.
 * The answer is a pair: what is proven to get through (`way`), and what might if every doubt were in favour (`priceAtBest`).
 */
import type { Clause } from './clauses.ts';
import type { Test } from './condition-test.ts';
import type { Effort } from './domains/effort.ts';
import { exactly } from './domains/text-set.ts';
import { keyModel, variesBy } from './keys/key-model.ts';
import { whole } from './keys/model.ts';
import type { Choice as ValueChoice, Price, Space, TextSpace } from './keys/space.ts';
import { priceOf, type Subject, type World, worldsOf } from './keys/world.ts';
import { type Choice, search } from './search.ts';
import { solve } from './solve.ts';
import { inWorld, type Reading, textConstraint, type WorldLiteral } from './world-literal.ts';

export type Way = { readonly world: World; readonly choice: Choice; readonly price: Price };
export type Escape = {
  readonly way: Way | undefined;
  /** Undefined: nobody gets through, however the doubts are settled. */
  readonly priceAtBest: Price | undefined;
  readonly doubts: readonly string[];
};

/** What is worked out once for a policy, and serves for every subset of its statements. */
export type Terrain = {
  readonly worlds: readonly World[];
  /** The same, with values chosen for policy variables. */
  readonly expanded: readonly World[];
  readonly strict: Reading['known'];
  readonly lenient: Reading['known'];
};

export function survey(clauses: readonly Clause[], subject: Subject, effort: Effort): Terrain {
  const tests = testsIn(clauses);
  const keys = new Set(tests.flatMap(({ key, variables }) => [key, ...variables.map((name) => name.toLowerCase())]));
  const namesPrincipals = clauses.some(({ literals }) => literals.some(({ kind }) => kind === 'principal'));
  const differ = [...keys].map(variesBy);
  const worlds = worldsOf(subject, {
    who: namesPrincipals || differ.includes('who'),
    way: differ.includes('way'),
    mfa: keys.has('aws:multifactorauthpresent') || keys.has('aws:multifactorauthage'),
  });
  return { worlds, expanded: expand(worlds, tests, effort), strict: new Map(), lenient: new Map() };
}

export function findEscape(clauses: readonly Clause[], terrain: Terrain, effort: Effort): Escape {
  if (clauses.some(({ literals }) => literals.length === 0))
    return { way: undefined, priceAtBest: undefined, doubts: [] };
  const strict: Reading = { lenient: false, doubts: new Set(), known: terrain.strict };
  const way = cheapestWay(clauses, terrain.expanded, { effort, reading: strict });
  if (way?.price === 0 || way?.price === 1 || strict.doubts.size === 0)
    return { way, priceAtBest: way?.price, doubts: [] };
  const lenient: Reading = { lenient: true, doubts: new Set(), known: terrain.lenient };
  const best = cheapestWay(clauses, terrain.worlds, { effort, reading: lenient });
  return { way, priceAtBest: best?.price, doubts: [...strict.doubts] };
}

export const testsIn = (clauses: readonly Clause[]): readonly Test[] =>
  clauses.flatMap(({ literals }) => literals.flatMap((literal) => (literal.kind === 'test' ? literal.test : [])));

type Means = { readonly effort: Effort; readonly reading: Reading };

function cheapestWay(clauses: readonly Clause[], worlds: readonly World[], means: Means): Way | undefined {
  const prepared = new Map<World, readonly (readonly WorldLiteral[])[] | undefined>();
  for (const priceMax of [0, 1, 2] as const)
    for (const world of worlds) {
      if (priceOf(world) > priceMax) continue;
      if (!prepared.has(world)) prepared.set(world, prepare(clauses, world, means.reading));
      const formula = prepared.get(world);
      const choice = formula && search(formula, { priceMax, ...means });
      if (choice !== undefined) return { world, choice, price: priceMax };
    }
  return undefined;
}

/** Undefined: some clause is false in this world whatever the values. */
function prepare(
  clauses: readonly Clause[],
  world: World,
  reading: Reading,
): readonly (readonly WorldLiteral[])[] | undefined {
  const formula: (readonly WorldLiteral[])[] = [];
  for (const { literals } of clauses) {
    const here = literals.map((literal) => inWorld(literal, world, reading));
    if (here.includes(true)) continue;
    const open = here.filter((literal) => typeof literal === 'object');
    if (open.length === 0) return undefined;
    formula.push(open);
  }
  return formula;
}

const worldsMax = 120;

/**
 * Where values depend on policy variables, worlds in which those are chosen; a few values for each. Where there may be
 * other values, the worlds without a choice stay: there, such a test is a doubt.
 */
function expand(worlds: readonly World[], tests: readonly Test[], effort: Effort): readonly World[] {
  const keys = new Set(tests.flatMap(({ variables }) => variables.map((key) => key.toLowerCase())));
  let expanded = worlds;
  for (const key of keys) {
    const next = expanded.flatMap((world) => {
      const { variable, space } = keyModel(key, world);
      const values = valuesToTry(space, hintsFor(variable, tests, world), effort);
      return values.map((chosen) => ({ ...world, chosen: new Map([...world.chosen, [variable, chosen]]) }));
    });
    if (next.length > worldsMax) return [...worlds, ...expanded];
    expanded = next;
  }
  const isComplete = worlds.every((world) => [...keys].every((key) => hasFewValues(keyModel(key, world).space)));
  return isComplete ? expanded : [...worlds, ...expanded];
}

const hasFewValues = ({ kind }: Space): boolean => kind === 'absent' || kind === 'choices';

const hintsMax = 6;

/** Values that other tests spell out for the same variable. */
function hintsFor(variable: string, tests: readonly Test[], world: World): readonly string[] {
  const exact = tests.flatMap(({ key, matches }) => {
    if (matches?.kind !== 'text') return [];
    const model = keyModel(key, world);
    return model.variable === variable && model.view === whole ? [...matches.texts.exact] : [];
  });
  return [...new Set(exact)].slice(0, hintsMax);
}

function valuesToTry(space: Space, hints: readonly string[], effort: Effort): readonly Space[] {
  if (space.kind !== 'choices' && space.kind !== 'text') return [space];
  const gone: readonly Space[] =
    space.absent === undefined ? [] : [{ kind: 'choices', choices: [], absent: space.absent }];
  const choices = space.kind === 'choices' ? space.choices : textsToTry(space, hints, effort);
  return [...choices.map((choice): Space => ({ kind: 'choices', choices: [choice] })), ...gone];
}

function textsToTry(space: TextSpace, hints: readonly string[], effort: Effort): readonly ValueChoice[] {
  const known = (space.known ?? []).slice(0, hintsMax).map((value): ValueChoice => ({ value, price: 0 }));
  const sample = space.words.slice(0, 1).map((word) => ({ value: space.sample(word), price: space.usual }));
  const hinted = hints.flatMap((value): readonly ValueChoice[] => {
    const present = textConstraint(true, exactly([value]));
    const solved = solve(space, [{ absentOk: false, present, priceMin: 0 }], { priceMax: 2, effort });
    return typeof solved === 'object' ? [{ value, price: solved.price }] : [];
  });
  return [...known, ...sample, ...hinted];
}
