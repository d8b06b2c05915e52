/**
 * Are two policy texts the same policy? AWS hands back what it was given in a layout of its own: spaces go, a list
 * of one becomes its element. Anything beyond that is a difference.
 * Pure.
 */
import { isDeepStrictEqual } from 'node:util';

export function isSamePolicy(one: string | null, other: string | null): boolean {
  if (one === other) return true;
  return one !== null && other !== null && isDeepStrictEqual(plain(one), plain(other));
}

function plain(text: string): unknown {
  try {
    return unwrap(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Depth is no danger: JSON.parse and AWS's 20 KB come first. */
function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? unwrap(value[0]) : value.map(unwrap);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}
