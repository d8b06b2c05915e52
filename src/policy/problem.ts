/** What is wrong with a text that should be a policy, and the two mistakes that any object in it can have. */
import type { JsonObject, Span } from './json/json-node.ts';

/** Why this is no policy, in one sentence, and where. */
export type Problem = Span & { readonly sentence: string };
/** Takes what is wrong at a place. */
export type Report = (at: Span, sentence: string) => void;

/** Names that occur twice: which of the two AWS would take is not for us to guess. */
export function reportRepeated(object: JsonObject, what: string, report: Report): void {
  const seen = new Set<string>();
  for (const { start, nameEnd: end, name } of object.members) {
    if (seen.has(name)) report({ start, end }, `\`${name}\` occurs twice in ${what}`);
    seen.add(name);
  }
}

/** Names that AWS does not know there, and repeated ones. */
export function reportUnknown(object: JsonObject, what: string, known: readonly string[], report: Report): void {
  reportRepeated(object, what, report);
  for (const { start, nameEnd: end, name } of object.members) {
    if (known.includes(name)) continue;
    const meant = known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    report({ start, end }, `${what} has no \`${name}\`${meant === undefined ? '' : `: it is written \`${meant}\``}`);
  }
}
