/**
 * A policy's text with some of its statements taken out; `null` when none is left.
 */
import { type JsonArray, memberOf } from '../json/json-node.ts';
import type { Policy } from '../statement.ts';
import { type Edit, edited, withoutItems } from './edit-text.ts';
import type { Place } from './rewrite-actions.ts';

export function withoutStatements({ text, policy }: Place, isTaken: (index: number) => boolean): string | null {
  const edits = removalEdits(policy, isTaken);
  return edits === undefined ? null : edited(text, { start: 0, end: text.length }, edits);
}

/** `undefined`: no statement would be left. */
export function removalEdits(policy: Policy, isTaken: (index: number) => boolean): readonly Edit[] | undefined {
  const isKept = (index: number): boolean => !isTaken(index);
  if (!policy.statements.some(({ index }) => isKept(index))) return undefined;
  return withoutItems(statementList(policy)?.items ?? [], isKept);
}

/** `undefined`: the only statement stands without a list around it. */
export function statementList(policy: Policy): JsonArray | undefined {
  const value = memberOf(policy.source, 'Statement')?.value;
  return value?.kind === 'array' ? value : undefined;
}
