/**
 * Free text of an event, made fit for a log line, a ledger entry and a terminal.
 */

/** Control and format characters: line breaks, escape sequences, and what turns the direction of writing around. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function plainText(value: unknown, lengthMax: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  // Cut first, so that a megabyte costs no more than a word; the cut may split a pair, which the pattern then removes.
  const text = value.slice(0, lengthMax).replace(unprintable, '').trim();
  return text === '' ? undefined : text;
}
