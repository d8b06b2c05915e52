/**
 * Identifiers in the shapes AWS gives them, drawn from one seed: the same seed makes the same organization.
 * Never: used for anything that must be secret outside the simulator.
 */
export type Ids = {
  /** A number in [0, 1). */
  random(): number;
  /** A whole number in [0, below). */
  integer(below: number): number;
  pick<T>(values: readonly T[]): T;
  /** Twelve digits, never 0 first. */
  accountId(): string;
  /** `prefix` (AKIA, ASIA, AIDA, AROA, …) and 16 letters and digits. */
  unique(prefix: string): string;
  secret(): string;
  uuid(): string;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
};

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function createIds(seed: number): Ids {
  const random = mulberry32(seed);
  const integer = (below: number): number => Math.floor(random() * below);
  const draw = (alphabet: string, length: number): string => {
    let text = '';
    for (let index = 0; index < length; index += 1) text += alphabet.charAt(integer(alphabet.length));
    return text;
  };
  const hex = (length: number): string => draw('0123456789abcdef', length);
  return {
    random,
    integer,
    pick<T>(values: readonly T[]): T {
      const value = values[integer(values.length)];
      if (value === undefined) throw new Error('cannot pick from an empty list');
      return value;
    },
    accountId: () => draw('123456789', 1) + draw('0123456789', 11),
    unique: (prefix) => prefix + draw(BASE32, 16),
    secret: () => draw(BASE64, 40),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    hex,
  };
}

/** A small, fast generator with 32 bits of state; statistical quality is enough to make a believable world. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
