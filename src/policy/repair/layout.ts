/**
 * How the author of a policy laid it out, read off what stands around the place of an edit, so that what a repair
 * writes looks as if the same hand had written it.
 */
import type { JsonArray, JsonMember, JsonNode, JsonObject, Span } from '../json/json-node.ts';

export type Layout = {
  /** White space in front of the member, line break included; without a line break: all on one line. */
  readonly gap: string;
  /** One step of indentation. */
  readonly step: string;
  /** Between a name and its value. */
  readonly colon: string;
  /** Lists of strings: an item a line, or one after the other with this much room inside the brackets. */
  readonly lists: 'lines' | { readonly pad: string };
};

/** At a member of the object: one that is written anew, or the last one, beside which another is put. */
export function layoutAt(text: string, policy: JsonObject, object: JsonObject, member: JsonMember | undefined): Layout {
  const colon = member === undefined ? ': ' : text.slice(member.nameEnd, member.value.start);
  const gap = gapBefore(text, object, member) ?? (colon.endsWith(' ') ? ' ' : '');
  const list = member?.value.kind === 'array' && member.value.items.length > 0 ? member.value : firstListIn(policy);
  return { gap, step: stepOf(text, policy), colon, lists: listsLike(text, list, gap.includes('\n')) };
}

/** `undefined`: on one line, and with no other member before it, there is none to see. */
function gapBefore(text: string, object: JsonObject, member: JsonMember | undefined): string | undefined {
  const before = object.members.findLast(({ end }) => member !== undefined && end <= member.start);
  const between = text.slice(before?.end ?? object.start + 1, member?.start).replace(',', '');
  return /\r?\n[ \t]*$/u.exec(between)?.[0] ?? (before === undefined ? undefined : between);
}

function listsLike(text: string, list: JsonArray | undefined, canBreak: boolean): Layout['lists'] {
  const first = list?.items[0];
  if (list === undefined || first === undefined) return canBreak ? 'lines' : { pad: '' };
  if (canBreak && text.slice(list.start, list.end).includes('\n')) return 'lines';
  const opening = text.slice(list.start + 1, first.start);
  return { pad: opening.includes('\n') ? '' : opening };
}

export type Writable = string | readonly string[] | { readonly [name: string]: Writable };

/** As JSON in this layout. `gap` is the one in front of the member that the value belongs to. */
export function written(value: Writable, layout: Layout, gap: string = layout.gap): string {
  if (typeof value === 'string') return JSON.stringify(value);
  const deeper = gap.includes('\n') ? gap + layout.step : gap;
  if (isList(value)) {
    const items = value.map((item) => JSON.stringify(item));
    if (layout.lists === 'lines' && gap.includes('\n')) return `[${deeper}${items.join(`,${deeper}`)}${gap}]`;
    const pad = layout.lists === 'lines' ? '' : layout.lists.pad;
    return `[${pad}${items.join(`,${spaceAfterComma(layout)}`)}${pad}]`;
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}${layout.colon}${written(member, layout, deeper)}`,
  );
  return gap.includes('\n')
    ? `{${deeper}${members.join(`,${deeper}`)}${gap}}`
    : `{${members.join(`,${spaceAfterComma(layout)}`)}}`;
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

/** On one line, as between members; over several, who writes a space after a colon writes one after a comma. */
function spaceAfterComma({ gap, colon }: Layout): string {
  if (!gap.includes('\n')) return gap;
  return colon.endsWith(' ') ? ' ' : '';
}

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
