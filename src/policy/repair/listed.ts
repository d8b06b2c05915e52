/**
 * Names of actions and principals in a sentence, each in backticks, as they stand in the heading of a diff.
 */

/** `a`, `a` and `b`, `a`, `b` and `c`. */
export const listed = (names: readonly string[]): string => joined(names.map((name) => `\`${name}\``));

/** A list that may be long: its first few, and how many more. */
export function listedInShort(names: readonly string[]): string {
  const most = 4;
  if (names.length <= most) return listed(names);
  const shown = names.slice(0, most - 1).map((name) => `\`${name}\``);
  return joined([...shown, `${names.length - shown.length} more`]);
}

function joined(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
