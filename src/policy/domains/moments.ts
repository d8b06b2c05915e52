/** Dates in policies: ISO 8601, or seconds since 1970. Whole seconds, which is how AWS tells the time to a policy. */

const iso = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/u;

export function parseSeconds(text: string): number | undefined {
  if (/^\d{5,12}$/u.test(text)) return Number(text);
  if (!iso.test(text)) return undefined;
  // Without a zone it is UTC; `Date.parse` would take the machine's.
  const zoned = text.includes('T') && !/(?:Z|[+-]\d{2}:?\d{2})$/u.test(text) ? `${text}Z` : text;
  const milliseconds = Date.parse(zoned);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

export const formatSeconds = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/u, 'Z');

/** Four digits are all that a year has in ISO 8601; the first day of 1970 is left out, its seconds being so short. */
export const endOfTime = 253_402_300_800;
export const allTime = [{ from: 100_000, to: endOfTime }] as const;
