/**
 * Turns what zod found into sentences: where, what was expected, what was found, what to write instead.
 * Never: repeats a secret; a password in a URL is masked, long values are cut.
 */
import type { z } from 'zod';
import type { ConfigProblem } from './config-error.ts';
import { nearest } from './nearest.ts';
import { options, type Option } from './options.ts';
import { dottedKey, valueAt, type Path, type Settings } from './source.ts';

type Issue = z.core.$ZodIssue;
export type PlaceOf = (path: Path, of: 'key' | 'value') => string;

export function explainIssues(issues: readonly Issue[], settings: Settings, placeOf: PlaceOf): ConfigProblem[] {
  const problems = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((name) => unknownKey(issue.path, name, placeOf))
      : [wrongValue(issue, settings, placeOf)],
  );
  // A value can break the shape and the limits of its kind; people need to hear it once.
  return problems.filter(({ key }, at) => problems.findIndex((other) => other.key === key) === at);
}

function unknownKey(parent: Path, name: string, placeOf: PlaceOf): ConfigProblem {
  const path = [...parent, name];
  const key = dottedKey(path);
  const near = nearestKey(dottedKey(parent), name);
  return {
    place: placeOf(path, 'key'),
    key,
    message: 'is not an option',
    remedy: near === undefined ? 'remove it; docs/configuration.md lists them all' : `did you mean \`${near}\`?`,
  };
}

/** An option of this name in another group; else one of nearly this name, siblings first. */
function nearestKey(parent: string, name: string): string | undefined {
  const namesake = options.find(({ key }) => lastOf(key) === name);
  if (namesake !== undefined) return namesake.key;
  const siblings = options.filter(({ key }) => parentOf(key) === parent).map(({ key }) => lastOf(key));
  const sibling = nearest(name, siblings);
  if (sibling !== undefined) return sibling;
  const names = options.map(({ key }) => lastOf(key));
  return options.find(({ key }) => lastOf(key) === nearest(name, names))?.key;
}

const parentOf = (key: string): string => key.split('.').slice(0, -1).join('.');
const lastOf = (key: string): string => key.split('.').at(-1) ?? '';

function wrongValue(issue: Issue, settings: Settings, placeOf: PlaceOf): ConfigProblem {
  const value = valueAt(settings, issue.path);
  return {
    place: placeOf(issue.path, 'value'),
    key: dottedKey(issue.path),
    message: `expected ${issue.message}, found ${found(value)}`,
    remedy: remedyFor(issue, value),
  };
}

/** The value as the person sees it, short, without secrets. */
export function found(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'settings below it';
  const text = maskSecrets(typeof value === 'string' ? value : JSON.stringify(value));
  const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return typeof value === 'string' ? `\`${cut}\`` : `the ${typeof value} \`${cut}\``;
}

/**
 * `redis://user:secret@host` to `redis://***@host`, also where the URL is too broken to be parsed. A role's name may
 * hold an `@` too, so ARNs are left alone.
 */
function maskSecrets(text: string): string {
  if (text.startsWith('arn:')) return text;
  return text.replace(/^(\w+:\/\/)?.*@/su, '$1***@').replaceAll(/([?&](?:password|token)=)[^&\s]*/giu, '$1***');
}

/** Settings as they may be shown: every text masked. */
export function maskSettings(value: unknown): unknown {
  if (typeof value === 'string') return maskSecrets(value);
  if (Array.isArray(value)) return value.map(maskSettings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskSettings(inner)]));
}

function remedyFor(issue: Issue, value: unknown): string {
  const option = optionAt(issue.path);
  if (typeof value === 'number' && 'expected' in issue && issue.expected === 'string') return quoteIt(value, option);
  const choices = choicesIn(issue);
  const near = typeof value === 'string' ? nearest(value, choices) : undefined;
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (option === undefined) return 'see docs/configuration.md';
  if (value === undefined) return `add it; \`${option.key}\` in docs/configuration.md says what it holds`;
  const byDefault =
    option.kind === 'group' || option.default === null ? '' : ` for the default \`${written(option.default)}\``;
  return `correct it, or leave it out${byDefault}; see \`${option.key}\` in docs/configuration.md`;
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** YAML reads `012345678901` as a number and forgets the zero, so the number itself cannot be repeated. */
function quoteIt(value: number, option: Option | undefined): string {
  if (option?.key.match(/account/iu) != null) return 'put the account id in quotes, so that YAML keeps all its digits';
  const unit = option !== undefined && /^\d+\D+$/u.test(String(option.default)) ? String(option.default) : undefined;
  return unit === undefined
    ? 'put it in quotes'
    : `write the unit too, such as \`${value}${unit.replace(/^\d+/u, '')}\``;
}

function choicesIn(issue: Issue): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  return issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []));
}

/** The option that the path is in: list positions and fields of records belong to it. */
function optionAt(path: Path): Option | undefined {
  const keys = path.map((_, at) => dottedKey(path.slice(0, path.length - at)));
  return keys.map((key) => options.find((option) => option.key === key)).find((option) => option !== undefined);
}
