/**
 * Small edits to a text that is otherwise left as it is, character by character.
 */
import type { Span } from '../json/json-node.ts';

/** The characters of the span become `text`. An insertion is an empty span. */
export type Edit = Span & { readonly text: string };

/** What is within the span, after the edits within it. Edits do not overlap. */
export function edited(text: string, span: Span, edits: readonly Edit[]): string {
  const inOrder = edits
    .filter(({ start, end }) => start >= span.start && end <= span.end)
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = span.start;
  for (const edit of inOrder) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, span.end);
}

/**
 * Takes items out of a list together with the comma and the white space that belonged to them.
 * `isKept` must hold for one item at least.
 */
export function withoutItems(items: readonly Span[], isKept: (index: number) => boolean): readonly Edit[] {
  const lastKept = items.findLastIndex((_, index) => isKept(index));
  return items.flatMap((item, index) => {
    if (isKept(index)) return [];
    const before = items[index - 1];
    const after = items[index + 1];
    if (index < lastKept && after !== undefined) return [{ start: item.start, end: after.start, text: '' }];
    return before === undefined ? [] : [{ start: before.end, end: item.end, text: '' }];
  });
}
