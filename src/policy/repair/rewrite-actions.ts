/**
 * Writes another set of actions into a statement, touching as little of its text as can be: items leave a list or
 * join it in place, and only a list that turns into its opposite is written anew.
 */
import { type JsonArray, type JsonMember, type JsonNode, memberOf } from '../json/json-node.ts';
import type { PatternElement, Policy, Statement } from '../statement.ts';
import { type Edit, withoutItems } from './edit-text.ts';
import { betweenItems, type Layout, layoutAt, oneOrMore, written } from './layout.ts';

export type Place = { readonly text: string; readonly policy: Policy };

export function actionEdits({ text, policy }: Place, statement: Statement, actions: PatternElement): readonly Edit[] {
  const member = memberOf(statement.source, 'Action') ?? memberOf(statement.source, 'NotAction');
  if (member === undefined) return [];
  const layout = layoutAt(text, policy.source, statement.source, member);
  if (statement.action.negated !== actions.negated) return [asAnotherElement(text, member, actions, layout)];
  if (member.value.kind !== 'array') return [replacing(member.value, written(oneOrMore(actions.patterns), layout))];
  return listEdits(text, member.value, actions.patterns, layout);
}

function asAnotherElement(text: string, member: JsonMember, actions: PatternElement, layout: Layout): Edit {
  const name = actions.negated ? '"NotAction"' : '"Action"';
  const colon = text.slice(member.nameEnd, member.value.start);
  const value = member.value.kind === 'array' ? actions.patterns : oneOrMore(actions.patterns);
  return { start: member.start, end: member.end, text: `${name}${colon}${written(value, layout)}` };
}

function listEdits(text: string, list: JsonArray, patterns: readonly string[], layout: Layout): readonly Edit[] {
  const { items, start } = list;
  if (patterns.length <= items.length) return narrowingEdits(items, patterns);
  const isAddition = items.every((item, index) => item.kind === 'string' && item.value === patterns[index]);
  if (!isAddition) return [replacing(list, written(patterns, layout))];
  const end = items.at(-1)?.end ?? start + 1;
  const separator = betweenItems(text, items, start, layout);
  const added = patterns.slice(items.length).map((pattern) => separator + JSON.stringify(pattern));
  return [{ start: end, end, text: added.join('') }];
}

/** Both in the same order: what is equal stays, what is too many goes, and the rest is exchanged. */
function narrowingEdits(items: readonly JsonNode[], patterns: readonly string[]): readonly Edit[] {
  const exchanged: Edit[] = [];
  const kept = new Set<number>();
  for (const [index, item] of items.entries()) {
    const pattern = patterns[kept.size];
    const isEqual = item.kind === 'string' && item.value === pattern;
    if (pattern === undefined || (!isEqual && items.length - index > patterns.length - kept.size)) continue;
    if (!isEqual) exchanged.push(replacing(item, JSON.stringify(pattern)));
    kept.add(index);
  }
  return [...exchanged, ...withoutItems(items, (index) => kept.has(index))];
}

const replacing = ({ start, end }: JsonNode, text: string): Edit => ({ start, end, text });
