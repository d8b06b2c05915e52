/**
 * One request that makes a literal of every clause true, within one world and up to one price: depth first, shortest
 * clauses first, and within a clause first what the values chosen so far already make true.
 * Never: searches on without end. When the effort is spent, that is a doubt, and doubts are never taken for a lockout.
 */
import type { Effort } from './domains/effort.ts';
import { spend } from './domains/effort.ts';
import type { Price, Space } from './keys/space.ts';
import { type Constraint, obeys, type Solution, solve, type Solved } from './solve.ts';
import type { Reading, WorldLiteral } from './world-literal.ts';

export type Choice = { readonly literals: readonly WorldLiteral[]; readonly values: ReadonlyMap<string, Solution> };

export type SearchLimits = { readonly priceMax: Price; readonly effort: Effort; readonly reading: Reading };

/** An empty clause cannot be made true: who calls has looked for those. */
export function search(clauses: readonly (readonly WorldLiteral[])[], limits: SearchLimits): Choice | undefined {
  const variables = new Map<string, Variable>();
  const chosen: WorldLiteral[] = [];
  const ordered = [...clauses].sort((a, b) => a.length - b.length);

  const choose = (depth: number): boolean => {
    const clause = ordered[depth];
    if (clause === undefined) return true;
    for (const literal of likeliestFirst(clause, variables)) {
      if (!spend(limits.effort, 20)) {
        limits.reading.doubts.add(tooComplex);
        return limits.reading.lenient;
      }
      const variable = variableOf(literal, variables);
      const before = variable.solution;
      if (!constrain(variable, literal, limits)) continue;
      chosen.push(literal);
      if (choose(depth + 1)) return true;
      chosen.pop();
      variable.constraints.pop();
      variable.solution = before;
    }
    return false;
  };

  if (!choose(0)) return undefined;
  const values = new Map<string, Solution>();
  for (const [name, { solution }] of variables) if (solution !== undefined) values.set(name, solution);
  return { literals: chosen, values };
}

const tooComplex = 'how its many conditions work together, which is too complex to decide';

type Variable = { readonly space: Space; readonly constraints: Constraint[]; solution: Solution | undefined };

function variableOf({ variable, space }: WorldLiteral, variables: Map<string, Variable>): Variable {
  const known = variables.get(variable);
  if (known !== undefined) return known;
  const fresh = { space, constraints: [], solution: undefined };
  variables.set(variable, fresh);
  return fresh;
}

/** Adds the literal's constraint if the variable can bear it. */
function constrain(variable: Variable, literal: WorldLiteral, limits: SearchLimits): boolean {
  const { solution, constraints } = variable;
  const { constraint } = literal;
  if (constraint.priceMin > limits.priceMax) return false;
  constraints.push(constraint);
  if (solution !== undefined && obeys(solution.value, constraint)) return true;
  const solved = solveAll(variable, literal, limits);
  if (typeof solved === 'object') {
    variable.solution = solved;
    return true;
  }
  if (solved === 'unclear') {
    limits.reading.doubts.add('whether any value fits all its conditions, which is too complex to decide');
    if (limits.reading.lenient) return true;
  }
  constraints.pop();
  return false;
}

/** Searches at every price, and those for the causes, meet the same literals again and again. */
function solveAll({ space, constraints }: Variable, literal: WorldLiteral, limits: SearchLimits): Solved {
  if (constraints.length === 1) return solveAlone(literal, limits);
  // A pair that no value obeys, no value obeys with more beside it.
  if (constraints.some((earlier) => literal.clashes.has(earlier))) return 'none';
  const solved = solve(space, constraints, limits);
  const [earlier] = constraints;
  if (solved === 'none' && constraints.length === 2 && earlier !== undefined) {
    const atAnyPrice = solve(space, constraints, { priceMax: 2, effort: limits.effort });
    if (atAnyPrice === 'none') literal.clashes.add(earlier);
  }
  return solved;
}

/** The cheapest value by one constraint alone is the same in every search. */
function solveAlone(literal: WorldLiteral, { priceMax, effort }: SearchLimits): Solved {
  const { space, constraint, alone } = literal;
  alone.solved ??= solve(space, [constraint], { priceMax: 2, effort });
  if (alone.solved === 'unclear') return solve(space, [constraint], { priceMax, effort });
  return alone.solved !== 'none' && alone.solved.price <= priceMax ? alone.solved : 'none';
}

function likeliestFirst(
  clause: readonly WorldLiteral[],
  variables: ReadonlyMap<string, Variable>,
): readonly WorldLiteral[] {
  if (clause.length === 1) return clause;
  const isTrue = ({ variable, constraint }: WorldLiteral): boolean => {
    const solution = variables.get(variable)?.solution;
    return solution !== undefined && obeys(solution.value, constraint);
  };
  return [...clause.filter(isTrue), ...clause.filter((literal) => !isTrue(literal))];
}
