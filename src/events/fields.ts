/**
 * Reads parts of a record whose shape AWS does not promise: what is not there, or is something else, is `undefined`.
 * Never: follows a prototype, so that a field called `constructor` is only what the event says it is.
 */

export function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    // An own property, as was just seen; objects that JSON.parse made have no other kind.
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/** Events before 2020 wrote some single values as lists of one. */
export const unwrapped = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** CloudTrail's mark on what it left out because it was too large. */
export const isOmitted = (value: unknown): boolean => fieldOf(value, 'omitted') === true;
