/**
 * Words for statements and lists, as they stand in the heading of a diff.
 */
import type { Statement } from '../statement.ts';

/** By its Sid; without one, by its place: a person counts from 1. */
export const nameOf = (statement: Statement): string =>
  statement.sid === undefined || statement.sid === ''
    ? `Statement ${statement.index + 1}`
    : `Statement ${statement.index + 1} ("${statement.sid}")`;

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** A list that may be long: its first few, and how many more. */
export function listedInShort(items: readonly string[]): string {
  const most = 4;
  return items.length <= most
    ? listed(items)
    : listed([...items.slice(0, most - 1), `${items.length - most + 1} more`]);
}
