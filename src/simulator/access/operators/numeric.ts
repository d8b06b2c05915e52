/** Whole numbers and decimals, with or without a sign. */
export function numberOf(text: string): number | null {
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}
