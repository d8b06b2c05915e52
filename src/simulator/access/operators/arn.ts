/**
 * ARNs: each of the six parts between colons is compared on its own, and may contain wildcards. The last part may
 * contain colons itself.
 */
import { matchesPattern, type Pattern, type PatternPart } from '../pattern.ts';
import { type Expansion, expandWildcards } from '../policy-variables.ts';

export function sameArn(requested: string, value: string, expansion: Expansion): boolean {
  const pattern = expandWildcards(value, expansion);
  if (pattern === null) return false;
  const [patterns, texts] = [partsOfPattern(pattern), partsOf(requested)];
  if (patterns.length !== 6 || texts.length !== 6) return false;
  return patterns.every((part, index) => matchesPattern(part, texts[index] ?? ''));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')].slice(0, parts.length);
}

function partsOfPattern(pattern: Pattern): readonly Pattern[] {
  const parts: PatternPart[][] = [[]];
  for (const part of pattern) {
    if (typeof part === 'object' && part.literal === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(part);
  }
  return parts;
}
