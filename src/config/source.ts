/**
 * Settings as somebody wrote them, and where: a file or the environment. Before the schema has seen them.
 */
import type { ConfigProblem } from './config-error.ts';

export type Settings = Readonly<Record<string, unknown>>;
/** Keys and list positions from the top, as zod reports them. */
export type Path = readonly PropertyKey[];

export type Source = {
  readonly settings: Settings;
  /** Where the value at this path was written, or where its nearest parent was. Nothing: not in this source. */
  readonly placeOf: (path: Path, of: 'key' | 'value') => string | undefined;
  /** What keeps it from being read as settings at all. */
  readonly problems: readonly ConfigProblem[];
};

export const emptySource: Source = { settings: {}, placeOf: () => undefined, problems: [] };

export const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path, or nothing. */
export function valueAt(settings: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? // A path goes through objects and lists alike; both are indexed by its steps.
          (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    settings,
  );
}

/** `over` wins; groups are merged, lists are replaced as a whole. */
export function mergeSettings(under: Settings, over: Settings): Settings {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(under, key) ? under[key] : undefined;
    merged[key] = isSettings(below) && isSettings(value) ? mergeSettings(below, value) : value;
  }
  return merged;
}

/** `lockouts.lockedOut[1]` */
export function dottedKey(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}
