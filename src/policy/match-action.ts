/** Whether a statement speaks of an action. Upper and lower case do not matter in action names. */
import { matchesGlob } from './match-glob.ts';
import type { PatternElement } from './statement.ts';

/** A list that is empty has no effect: AWS takes `"Action": []`, and a statement without actions does nothing. */
export function matchesAction({ negated, patterns }: PatternElement, action: string): boolean {
  const name = action.toLowerCase();
  return patterns.some((pattern) => matchesGlob(pattern.toLowerCase(), name)) !== negated;
}
