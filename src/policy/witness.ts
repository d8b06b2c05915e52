/** The request that gets in, spelled out: who asks, with which keys, and what must exist for it. */
import type { Requirement, Witness } from '../domain/verdict.ts';
import type { Clause } from './clauses.ts';
import type { Test } from './condition-test.ts';
import type { Effort } from './domains/effort.ts';
import { testsIn, type Way } from './escape.ts';
import { keyModel, properName } from './keys/key-model.ts';
import { prefixOf, principalArn } from './keys/principal-keys.ts';
import { idWord } from './keys/space.ts';
import { priceOfChosen, priceOfWay, type World } from './keys/world.ts';
import { solve } from './solve.ts';
import type { WorldLiteral } from './world-literal.ts';

/** Every key that a matching statement asks about is in the context, unless the request must do without it. */
export function witnessOf(way: Way, action: string, clauses: readonly Clause[], effort: Effort): Witness {
  const context: Record<string, string | readonly string[]> = {};
  const tests = testsIn(clauses);
  const written = [...tests.map(({ condition }) => condition.key), ...tests.flatMap(({ variables }) => variables)];
  for (const key of written.sort()) {
    const value = valueOf(key, way, effort);
    if (value !== undefined && !key.startsWith('#')) context[properName(key)] = value;
  }
  if (clauses.some(({ literals }) => literals.some(({ kind }) => kind === 'session')) && way.world.who === 'role')
    context['aws:userid'] = valueOf('aws:userid', way, effort) ?? '';
  const principal = valueOf(principalArn, way, effort);
  return { principal: typeof principal === 'string' ? principal : '', action, context };
}

function valueOf(key: string, { world, choice }: Way, effort: Effort): string | readonly string[] | undefined {
  const { variable, space, view, isList } = keyModel(key.toLowerCase(), world);
  const solved = choice.values.get(variable) ?? solve(space, [], { priceMax: 2, effort });
  const value = typeof solved === 'object' ? solved.value : undefined;
  if (value === undefined) return undefined;
  const shown = view.project(value);
  return isList ? [shown] : shown;
}

export function requirementsOf(way: Way, effort: Effort): readonly Requirement[] {
  const literals = way.choice.literals.filter((literal) => costOf(literal, way) > 0);
  const decisive = literals.filter((literal) => isDecisive(literal, effort));
  const byLiteral = literals
    .filter((literal) => decisive.includes(literal) || !decisive.some(({ variable }) => variable === literal.variable))
    .flatMap((literal) => requirementOf(literal, way));
  const unique = new Map(byLiteral.map((requirement) => [JSON.stringify(requirement), requirement]));
  const requirements = [...unique.values()];
  return [...requirements, ...worldRequirements(way.world, requirements)];
}

const costOf = (literal: WorldLiteral, { choice, world }: Way): number =>
  Math.max(
    choice.values.get(literal.variable)?.price ?? 0,
    literal.constraint.priceMin,
    takesTheWay(literal, world) ? priceOfWay(world) : 0,
  );

/** What is asked for comes only with requests on this way, whatever else it costs. */
function takesTheWay({ literal, constraint }: WorldLiteral, world: World): boolean {
  if (literal.kind !== 'test' || constraint.absentOk || constraint.present === 'none') return false;
  return keyModel(literal.test.key, { ...world, path: 'internet' }).space.kind === 'absent';
}

/** By itself it already asks for more than what everybody has. */
const isDecisive = ({ space, constraint }: WorldLiteral, effort: Effort): boolean =>
  typeof solve(space, [constraint], { priceMax: 0, effort }) !== 'object';

function requirementOf(worldLiteral: WorldLiteral, way: Way): readonly Requirement[] {
  const { literal, variable } = worldLiteral;
  const kind = costOf(worldLiteral, way) > 1 ? 'environmental' : 'creatable';
  if (literal.kind === 'test') {
    const chosen = way.choice.values.get(variable);
    const wanted = chosen !== undefined && chosen.value === undefined ? absence : oppositeOf(literal.test);
    return [{ kind, key: properName(literal.test.condition.key), ...wanted }];
  }
  if (literal.kind !== 'principal' || !literal.inside) return [];
  const { arns, roles } = literal;
  const unlisted = roles.filter((role) => !arns.some((arn) => arn.endsWith(`/${role}`)));
  const values = [...arns, ...unlisted.map((role) => prefixOf({ ...way.world, who: 'role' }) + role)];
  return [{ kind, key: 'aws:PrincipalArn', operator: 'ArnEquals', values }];
}

const absence = { operator: 'Null', values: ['true'] } as const;
const presence = { operator: 'Null', values: ['false'] } as const;

/** What has to hold for the test to be false. */
function oppositeOf({ read, condition }: Test): Pick<Requirement, 'operator' | 'values'> {
  if (read === undefined) return { operator: condition.operator, values: condition.values };
  const { operator, quantifier } = read;
  const prefix = quantifier === undefined ? '' : quantifier === 'any' ? 'ForAllValues:' : 'ForAnyValue:';
  const isFlag = operator.comparison === 'bool' || operator.comparison === 'null';
  const values = isFlag ? condition.values.map((value) => (value === 'true' ? 'false' : 'true')) : condition.values;
  return { operator: prefix + operator.opposite, values };
}

const endpointKey = /^aws:(?:SourceVpc|Vpc)/u;

/** What the way itself takes, unless a condition on one of its keys says so already. */
function worldRequirements(world: World, known: readonly Requirement[]): readonly Requirement[] {
  const price = priceOfWay(world);
  const isKnown = (pattern: RegExp): boolean => known.some(({ key }) => pattern.test(key));
  const needed: Requirement[] = [];
  if (price > 1 && world.path === 'endpoint' && !isKnown(endpointKey))
    needed.push({ kind: 'environmental', key: 'aws:SourceVpce', operator: 'Null', values: ['false'] });
  if (world.path === 'service' && !isKnown(/^aws:(?:ViaAWSService|CalledVia)/u))
    needed.push({ kind: 'environmental', key: 'aws:ViaAWSService', operator: 'Bool', values: ['true'] });
  if (!world.secure)
    needed.push({ kind: 'environmental', key: 'aws:SecureTransport', operator: 'Bool', values: ['false'] });
  if (world.mfa === true && !isKnown(/^aws:MultiFactorAuth/u))
    needed.push({ kind: 'creatable', key: 'aws:MultiFactorAuthPresent', operator: 'Bool', values: ['true'] });
  return [...needed, ...chosenRequirements(world)];
}

/** Values of policy variables that are not everybody's. */
function chosenRequirements({ chosen }: World): readonly Requirement[] {
  return [...chosen].flatMap(([variable, space]): readonly Requirement[] => {
    const price = priceOfChosen(space);
    if (price === 0 || space.kind !== 'choices') return [];
    const kind = price > 1 ? 'environmental' : 'creatable';
    const values = space.choices.map(({ value }) => value);
    const key = properName(variable);
    if (values.length === 0) return [{ kind, key, ...absence }];
    // A value that stands for any other: what must be is that there is one.
    const isAny = values.some((value) => value.includes(idWord));
    return [{ kind, key, ...(isAny ? presence : { operator: 'StringEquals', values }) }];
  });
}
