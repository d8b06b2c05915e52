/** What one analysis may spend, in elementary steps: the bound that makes every search end. */
export type Effort = { left: number };

/** False: nothing is left, and whoever asked answers that it does not know. */
export function spend(effort: Effort, steps: number): boolean {
  effort.left -= steps;
  return effort.left > 0;
}
