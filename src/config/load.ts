/**
 * The configuration in force: defaults, then one file, then the environment. All mistakes at once, each with its
 * place and its fix.
 * Flow: CLI → [load] → `Config` → daemon. The only file that opens a configuration file or reads the environment.
 */
import { readFile } from 'node:fs/promises';
import { combinations } from './combinations.ts';
import { ConfigError, type ConfigProblem } from './config-error.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { explainIssues, found, type PlaceOf } from './explain.ts';
import { notYet } from './not-yet.ts';
import { options } from './options.ts';
import { configSchema, type Config } from './schema.ts';
import { emptySource, isSettings, mergeSettings, valueAt, type Path, type Settings, type Source } from './source.ts';
import { readYaml } from './yaml-file.ts';

const usualFile = '/etc/rootkeeper/config.yaml';

export type LoadedConfig = {
  readonly config: Config;
  /** The file that was read; nothing when there is none. */
  readonly file: string | undefined;
  /** What was written somewhere, merged, before defaults. */
  readonly settings: Settings;
  /** Where the value of a dotted key comes from: a place in the file, a variable, or `default`. */
  readonly placeOf: (key: string) => string;
};

/** @throws {ConfigError} with every problem that there is. */
export async function loadConfig(
  from: { file?: string | undefined; environment?: Environment } = {},
): Promise<LoadedConfig> {
  const environment = from.environment ?? process.env;
  const { file, text } = await readConfigFile(from.file ?? nonEmpty(environment['ROOTKEEPER_CONFIG']));
  const sources = [readEnvironment(environment), file === undefined ? emptySource : readYaml(text, file)];
  const settings = sources.reduceRight<Settings>((merged, source) => mergeSettings(merged, source.settings), {});
  const placeOf: PlaceOf = (path, of) => placeIn(sources, path, of);

  const { config, problems } = check(settings, placeOf);
  const all = [...sources.flatMap((source) => source.problems), ...problems].toSorted(byPlace);
  if (config === undefined || all.length > 0)
    throw new ConfigError('use the configuration', file ?? 'environment', all);
  return { config, file, settings, placeOf: (key) => placeOfKey(sources, key) };
}

const { compare } = new Intl.Collator('en', { numeric: true });
const byPlace = (a: ConfigProblem, b: ConfigProblem): number => compare(a.place, b.place);

/** A configuration from values at hand, for programs and tests; checked like any other. */
export function parseConfig(settings: Settings = {}): Config {
  const { config, problems } = check(settings, () => 'settings');
  if (config === undefined || problems.length > 0) throw new ConfigError('use the', 'settings', problems);
  return config;
}

function check(settings: Settings, placeOf: PlaceOf): { config: Config | undefined; problems: ConfigProblem[] } {
  const parsed = configSchema.safeParse(settings);
  if (parsed.success) return { config: parsed.data, problems: conflictsIn(parsed.data, settings, placeOf) };
  // The rest is checked as if what is wrong had been left out, so that all mistakes are told at once.
  const rest = configSchema.safeParse(without(settings, parsed.error.issues));
  const conflicts = rest.success ? conflictsIn(rest.data, settings, placeOf) : [];
  const wrong = explainIssues(parsed.error.issues, settings, placeOf);
  return {
    config: undefined,
    problems: [...wrong, ...conflicts.filter(({ key }) => !wrong.some((problem) => problem.key.startsWith(key)))],
  };
}

/** Impossible combinations, and what this release cannot do yet. */
function conflictsIn(config: Config, settings: Settings, placeOf: PlaceOf): ConfigProblem[] {
  const at = (key: string) => ({ place: placeOf(key.split('.'), 'value'), key });
  return [
    ...combinations
      .filter(({ impossible }) => impossible(config))
      .map(({ key, message, remedy }) => ({ ...at(key), message: `${message}${foundAt(settings, key)}`, remedy })),
    ...notYet
      .filter(({ wanted }) => wanted(config))
      .map(({ key, what, instead }) => ({ ...at(key), message: `not in this release: ${what}`, remedy: instead })),
  ];
}

function foundAt(settings: Settings, key: string): string {
  const value = valueAt(settings, key.split('.'));
  return value === undefined ? '' : `: found ${found(value)}`;
}

/** The settings less the options, at most two levels down, that hold a mistake. */
function without(settings: Settings, issues: readonly { path: Path; code: string }[]): Settings {
  const copy = structuredClone(settings);
  for (const issue of issues) {
    const paths = 'keys' in issue ? (issue.keys as string[]).map((key) => [...issue.path, key]) : [issue.path];
    for (const [first = '', second] of paths) {
      const holder = isSettings(copy[String(first)]) ? copy[String(first)] : undefined;
      // What is wrong inside a list costs the whole list.
      if (isSettings(holder) && second !== undefined) Reflect.deleteProperty(holder, second);
      else Reflect.deleteProperty(copy, first);
    }
  }
  return copy;
}

/** The place of the value, or of the nearest group around it that somebody wrote. */
function placeIn(sources: readonly Source[], path: Path, of: 'key' | 'value'): string {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    const place = sources.map((source) => source.placeOf(part, length === path.length ? of : 'key')).find(Boolean);
    if (place !== undefined) return place;
  }
  return 'default';
}

const placeOfKey = (sources: readonly Source[], key: string): string =>
  sources.map((source) => source.placeOf(key.split('.'), 'value')).find(Boolean) ?? 'default';

async function readConfigFile(named: string | undefined): Promise<{ file: string | undefined; text: string }> {
  const file = named ?? usualFile;
  try {
    return { file, text: await readFile(file, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    // Only the file that nobody named may be missing.
    if (named === undefined && code === 'ENOENT') return { file: undefined, text: '' };
    const remedy = code === 'ENOENT' ? 'check the path' : 'make it a file that this user may read';
    throw new ConfigError('read', file, [{ place: file, key: '', message: `cannot be read: ${code}`, remedy }]);
  }
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** The configuration in force as settings that could be a file again, key by key, in the order of the docs. */
export function effectiveSettings({ settings }: Pick<LoadedConfig, 'settings'>): Settings {
  return options
    .filter(({ kind }) => kind === 'option')
    .reduce<Settings>((all, { key, default: value }) => {
      const path = key.split('.');
      const inForce = valueAt(settings, path) ?? value;
      return mergeSettings(
        all,
        path.toReversed().reduce<unknown>((inner, name) => ({ [name]: inner }), inForce) as Settings,
      );
    }, {});
}
