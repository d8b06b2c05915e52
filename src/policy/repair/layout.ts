/**
 * How the author of a policy laid it out, read off what stands around the place of an edit, so that what a repair
 * writes looks as if the same hand had written it.
 */
import type { JsonArray, JsonNode, JsonObject, Span } from '../json/json-node.ts';

export type Layout = {
  /** White space in front of the members of the object, line break included; without a line break: all on one line. */
  readonly gap: string;
  /** One step of indentation. */
  readonly step: string;
  /** Between a name and its value. */
  readonly colon: string;
  /** Lists of strings: an item a line, or one after the other. */
  readonly lists: 'lines' | 'inline';
};

/** `near`: a list in whose place, or beside which, something is written. */
export function layoutOf(text: string, policy: JsonObject, object: JsonObject, near: JsonNode | undefined): Layout {
  const first = object.members[0];
  const gap = gapOf(text, object);
  const list = near?.kind === 'array' && near.items.length > 0 ? near : firstListIn(policy);
  const isOnLines = gap.includes('\n') && (list === undefined || isSpreadOverLines(text, list));
  return {
    gap,
    step: stepOf(text, policy),
    colon: first === undefined ? ': ' : text.slice(first.nameEnd, first.value.start),
    lists: isOnLines ? 'lines' : 'inline',
  };
}

/** What stands in front of a member, from its line's break on. */
function gapOf(text: string, object: JsonObject): string {
  const [first, second] = object.members;
  const between =
    first !== undefined && second !== undefined
      ? text.slice(first.end, second.start).replace(',', '')
      : text.slice(object.start + 1, first?.start);
  return /\r?\n[ \t]*$/u.exec(between)?.[0] ?? between;
}

export type Writable = string | readonly string[] | { readonly [name: string]: Writable };

/** As JSON in this layout. `gap` is the one in front of the member that the value belongs to. */
export function written(value: Writable, layout: Layout, gap: string = layout.gap): string {
  if (typeof value === 'string') return JSON.stringify(value);
  const deeper = gap.includes('\n') ? gap + layout.step : gap;
  if (isList(value)) {
    const items = value.map((item) => JSON.stringify(item));
    return layout.lists === 'lines' && gap.includes('\n')
      ? `[${deeper}${items.join(`,${deeper}`)}${gap}]`
      : `[${items.join(`,${spaceAfterComma(layout)}`)}]`;
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}${layout.colon}${written(member, layout, deeper)}`,
  );
  return gap.includes('\n') ? `{${deeper}${members.join(`,${deeper}`)}${gap}}` : `{${members.join(`,${gap}`)}}`;
}

/** A single value needs no list around it. */
export const oneOrMore = (values: readonly string[]): string | readonly string[] => {
  const [only, ...others] = values;
  return only !== undefined && others.length === 0 ? only : values;
};

/** Array.isArray does not narrow a readonly array out of a union. */
const isList = (value: Writable): value is readonly string[] => Array.isArray(value);

/** What stands between two items of a list; for one of a single item, what the layout would put there. */
export function betweenItems(text: string, items: readonly Span[], start: number, layout: Layout): string {
  const [first, second] = items;
  if (first !== undefined && second !== undefined) return text.slice(first.end, second.start);
  const opening = first === undefined ? '' : text.slice(start + 1, first.start);
  return opening.includes('\n') ? `,${opening}` : `,${spaceAfterComma(layout)}`;
}

/** Written on one line, a policy has a space after each comma, or none anywhere. */
function spaceAfterComma(layout: Layout): string {
  if (!layout.gap.includes('\n')) return layout.gap;
  return layout.colon.endsWith(' ') ? ' ' : '';
}

const isSpreadOverLines = (text: string, list: Span): boolean => text.slice(list.start, list.end).includes('\n');

function firstListIn(node: JsonNode): JsonArray | undefined {
  if (node.kind === 'array') {
    if (node.items[0]?.kind === 'string') return node;
    return node.items.map(firstListIn).find((list) => list !== undefined);
  }
  if (node.kind !== 'object') return undefined;
  return node.members.map(({ value }) => firstListIn(value)).find((list) => list !== undefined);
}

/** The indentation of the policy's own members is one step, or more when the whole policy is indented. */
function stepOf(text: string, policy: JsonObject): string {
  const outer = indentationAt(text, policy.end - 1);
  const inner = indentationAt(text, policy.members.at(-1)?.start ?? policy.end - 1);
  return inner.length > outer.length ? inner.slice(outer.length) : '  ';
}

function indentationAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1);
  return /^[ \t]*/u.exec(line)?.[0] ?? '';
}
