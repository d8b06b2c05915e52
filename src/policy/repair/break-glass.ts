/**
 * A Deny that no longer holds for certain principals: `ArnNotLike aws:PrincipalArn` with their ARNs.
 * Conditions are joined by AND and the values of a negated operator by "none of them", so joining the ARNs to a clause
 * that is there already, or putting the clause beside others, both mean: as before, but not for these.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import { type JsonMember, type JsonObject, memberOf } from '../json/json-node.ts';
import type { Statement } from '../statement.ts';
import type { Edit } from './edit-text.ts';
import { betweenItems, layoutAt, oneOrMore, type Writable, written } from './layout.ts';
import type { Place } from './rewrite-actions.ts';

export const exemptionOperator = 'ArnNotLike';
export const exemptionKey = 'aws:PrincipalArn';

export function exemptionEdits(place: Place, statement: Statement, arns: readonly string[]): readonly Edit[] {
  const condition = memberOf(statement.source, 'Condition')?.value;
  const key = { [exemptionKey]: oneOrMore(arns) };
  if (condition?.kind !== 'object') return [added(place, statement.source, 'Condition', { [exemptionOperator]: key })];

  const operator = named(condition, exemptionOperator)?.value;
  if (operator?.kind !== 'object') return [added(place, condition, exemptionOperator, key)];

  const present = named(operator, exemptionKey);
  return present === undefined
    ? [added(place, operator, exemptionKey, oneOrMore(arns))]
    : [joined(place, operator, present, arns)];
}

/** Operators and keys are the same in whatever case they are written. */
const named = (object: JsonObject, name: string): JsonMember | undefined =>
  object.members.find((member) => member.name.toLowerCase() === name.toLowerCase());

function added({ text, policy }: Place, object: JsonObject, name: string, value: Writable): Edit {
  const last = object.members.at(-1);
  const layout = layoutAt(text, policy.source, object, last);
  const at = last?.end ?? object.start + 1;
  const separator = last === undefined ? '' : `,${layout.gap}`;
  return { start: at, end: at, text: `${separator}${JSON.stringify(name)}${layout.colon}${written(value, layout)}` };
}

function joined(place: Place, operator: JsonObject, key: JsonMember, arns: readonly string[]): Edit {
  const { text, policy } = place;
  const layout = layoutAt(text, policy.source, operator, key);
  const { value } = key;
  const last = value.kind === 'array' ? value.items.at(-1) : undefined;
  if (value.kind === 'array' && last !== undefined) {
    const separator = betweenItems(text, value.items, value.start, layout);
    return { start: last.end, end: last.end, text: arns.map((arn) => separator + JSON.stringify(arn)).join('') };
  }
  const present = value.kind === 'string' ? [value.value] : [];
  return { start: value.start, end: value.end, text: written([...present, ...arns], layout) };
}
