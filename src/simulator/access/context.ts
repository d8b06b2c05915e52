/**
 * The condition keys of one request. Key names are compared without regard to case; a key without a value is as
 * good as absent.
 */
export type ContextKeys = Readonly<Record<string, string | readonly string[]>>;

export type Context = {
  /** Undefined: the request does not carry the key. Never an empty list. */
  valuesOf(key: string): readonly string[] | undefined;
};

export function createContext(keys: ContextKeys): Context {
  const byName = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(keys)) {
    const values = typeof value === 'string' ? [value] : value;
    if (values.length > 0) byName.set(key.toLowerCase(), values);
  }
  return { valuesOf: (key) => byName.get(key.toLowerCase()) };
}
