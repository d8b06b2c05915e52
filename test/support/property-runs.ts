/**
 * How many cases a property is tried with: few in CI, as many as `ROOTKEEPER_PROPERTY_RUNS` says in a long run. A long
 * run begins somewhere else each time, unless `ROOTKEEPER_PROPERTY_SEED` says where.
 */
export function propertyRuns(few: number): { readonly numRuns: number; readonly seed?: number } {
  const [runs, seed] = [process.env['ROOTKEEPER_PROPERTY_RUNS'], process.env['ROOTKEEPER_PROPERTY_SEED']];
  if (seed !== undefined) return { numRuns: runs === undefined ? few : Number(runs), seed: Number(seed) };
  return runs === undefined ? { numRuns: few, seed: 20_261_124 } : { numRuns: Number(runs) };
}
