/**
 * Text with wildcards: `*` any run of characters, `?` one character. Kept as parts and not as a string, because a
 * policy variable may put a literal `*` into a pattern (`${*}`, or a value that happens to contain one).
 */
export type PatternPart = { readonly literal: string } | 'any-run' | 'any-one';
export type Pattern = readonly PatternPart[];

/** One part a character. */
export function wildcardPattern(text: string): Pattern {
  return Array.from(text, (character) => {
    if (character === '*') return 'any-run';
    return character === '?' ? 'any-one' : { literal: character };
  });
}

export function literalPattern(text: string): Pattern {
  return Array.from(text, (character) => ({ literal: character }));
}

/** Goes back to the last `*` only: a longer match of an earlier one could not help. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const characters = Array.from(text);
  let [at, read] = [0, 0];
  let resume: { readonly at: number; read: number } | null = null;
  while (read < characters.length) {
    if (pattern[at] === 'any-run') {
      resume = { at, read };
      at += 1;
    } else if (accepts(pattern[at], characters[read])) {
      at += 1;
      read += 1;
    } else if (resume !== null) {
      resume.read += 1;
      [at, read] = [resume.at + 1, resume.read];
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((part) => part === 'any-run');
}

function accepts(part: PatternPart | undefined, character: string | undefined): boolean {
  if (part === undefined || part === 'any-run') return false;
  return part === 'any-one' || part.literal === character;
}
