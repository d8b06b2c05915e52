/** Which of the known names was probably meant. */

/** The nearest by edit distance, ignoring case, `-` and `_`; nothing when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name);
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, plain(candidate)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.max(2, Math.floor(wanted.length / 2)) ? best.candidate : undefined;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_]/gu, '').slice(0, 100);

/** A name cut short is nearer than its missing letters make it. */
function distanceOf(wanted: string, candidate: string): number {
  return wanted.length > 2 && candidate.startsWith(wanted) ? 1 : editDistance(wanted, candidate);
}

/** Levenshtein, row by row. */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [row, letter] of from.split('').entries()) {
    const current = [row + 1];
    for (const [at, other] of to.split('').entries()) {
      const replaced = (above[at] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (above[at + 1] ?? 0) + 1, (current[at] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
