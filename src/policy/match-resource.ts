/** Whether a statement speaks of a resource. Upper and lower case matter in ARNs. */
import { matchesGlob } from './match-glob.ts';
import type { PatternElement } from './statement.ts';

/** Takes policy variables (`${…}`) as text: who needs them looks at the patterns first. */
export function matchesResource({ negated, patterns }: PatternElement, arn: string): boolean {
  return patterns.some((pattern) => matchesGlob(pattern, arn)) !== negated;
}
