/** Dates: a W3C form of ISO 8601, of which a year alone is one, or seconds since 1970. In milliseconds. */
const ISO = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/i;

export function dateOf(text: string): number | null {
  if (/^\d+(?:\.\d+)?$/.test(text) && text.length !== 4) return Number(text) * 1000;
  const match = ISO.exec(text);
  if (match === null) return null;
  // JavaScript takes a time without a zone as local; everything here is UTC.
  const zoned = text.includes('T') && match[1] === undefined ? `${text}Z` : text;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : at;
}
