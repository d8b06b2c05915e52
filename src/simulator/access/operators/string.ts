/** Texts: exact and with regard to case, unless the operator's name says otherwise. */
import { matchesPattern } from '../pattern.ts';
import { type Expansion, expandLiteral, expandWildcards } from '../policy-variables.ts';

export function equalTexts(requested: string, value: string, expansion: Expansion): boolean {
  return expandLiteral(value, expansion) === requested;
}

export function equalTextsIgnoringCase(requested: string, value: string, expansion: Expansion): boolean {
  return expandLiteral(value, expansion)?.toLowerCase() === requested.toLowerCase();
}

export function likeText(requested: string, value: string, expansion: Expansion): boolean {
  const pattern = expandWildcards(value, expansion);
  return pattern !== null && matchesPattern(pattern, requested);
}
