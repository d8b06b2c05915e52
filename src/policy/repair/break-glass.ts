/**
 * A Deny that no longer holds for certain principals: `ArnNotLike aws:PrincipalArn` with their ARNs.
 * Conditions are joined by AND and the values of a negated operator by "none of them", so joining the ARNs to a clause
 * that is there already, or putting the clause beside others, both mean: as before, but not for these.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import { type JsonMember, type JsonObject, memberOf } from '../json/json-node.ts';
import type { Statement } from '../statement.ts';
import type { Edit } from './edit-text.ts';
import { betweenItems, type Layout, layoutOf, oneOrMore, type Writable, written } from './layout.ts';
import type { Place } from './rewrite-actions.ts';

export const exemptionOperator = 'ArnNotLike';
export const exemptionKey = 'aws:PrincipalArn';

export function exemptionEdits(
  { text, policy }: Place,
  statement: Statement,
  arns: readonly string[],
): readonly Edit[] {
  const { source } = statement;
  const layout = layoutOf(text, policy.source, source, undefined);
  const condition = memberOf(source, 'Condition')?.value;
  if (condition?.kind !== 'object')
    return added(source, 'Condition', { [exemptionOperator]: { [exemptionKey]: oneOrMore(arns) } }, layout);

  const operator = named(condition, exemptionOperator)?.value;
  if (operator?.kind !== 'object')
    return added(
      condition,
      exemptionOperator,
      { [exemptionKey]: oneOrMore(arns) },
      { ...layout, gap: gapIn(text, condition, layout) },
    );

  const key = named(operator, exemptionKey);
  return key === undefined
    ? added(operator, exemptionKey, oneOrMore(arns), { ...layout, gap: gapIn(text, operator, layout) })
    : joined(text, key, arns, { ...layout, gap: gapIn(text, operator, layout) });
}

/** Operators and keys are the same in whatever case they are written. */
const named = (object: JsonObject, name: string): JsonMember | undefined =>
  object.members.find((member) => member.name.toLowerCase() === name.toLowerCase());

function added(object: JsonObject, name: string, value: Writable, layout: Layout): readonly Edit[] {
  const last = object.members.at(-1);
  const at = last?.end ?? object.start + 1;
  const text = `${last === undefined ? '' : `,${layout.gap}`}${JSON.stringify(name)}${layout.colon}${written(value, layout)}`;
  return [{ start: at, end: at, text }];
}

function joined(text: string, key: JsonMember, arns: readonly string[], layout: Layout): readonly Edit[] {
  const { value } = key;
  if (value.kind === 'array') {
    const end = value.items.at(-1)?.end ?? value.start + 1;
    const separator = value.items.length === 0 ? '' : betweenItems(text, value.items, value.start, layout);
    return [{ start: end, end, text: arns.map((arn) => separator + JSON.stringify(arn)).join('') }];
  }
  const present = value.kind === 'string' ? [value.value] : [];
  return [{ start: value.start, end: value.end, text: written([...present, ...arns], layout) }];
}

/** White space in front of the object's members, as they stand now. */
function gapIn(text: string, object: JsonObject, layout: Layout): string {
  const first = object.members[0];
  if (first === undefined) return layout.gap;
  const opening = text.slice(object.start + 1, first.start);
  if (opening.includes('\n')) return opening;
  return layout.gap === '' ? '' : ' ';
}
