/** Thrown while a policy is put into formulas: it says something that this encoding has no formula for. */
export class OutsideSubset extends Error {}

export function outside(what: string): never {
  throw new OutsideSubset(what);
}
