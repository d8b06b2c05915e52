/**
 * Environment variables to settings: `ROOTKEEPER_GUARDS__MAX_REMEDIATIONS_PER_HOUR=5`.
 * Words by one underscore, levels by two, lists and groups as JSON. An empty variable counts as not set.
 * Never: reads `process.env` (that is `load.ts`).
 */
import { z } from 'zod';
import type { ConfigProblem } from './config-error.ts';
import { nearest } from './nearest.ts';
import { options, type Option } from './options.ts';
import { dottedKey, mergeSettings, type Settings, type Source } from './source.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Ours, but not options: the configuration file itself, what the image says of itself, and its health check. */
const reserved = ['ROOTKEEPER_CONFIG', 'ROOTKEEPER_COMMIT', 'ROOTKEEPER_HEALTH_URL'];
/** Kubernetes sets these in every pod beside a Service called rootkeeper, in the manner of Docker links. */
const serviceLink = /^ROOTKEEPER_(?:\w+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP)(?:_\w+)?)?)$/u;

export function readEnvironment(environment: Environment): Source {
  const given = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith('ROOTKEEPER_') && value !== undefined && value !== '' ? [{ name, value }] : [],
  );
  const known = given.flatMap(({ name, value }) => {
    const option = options.find(({ variable }) => variable === name);
    return option === undefined ? [] : [{ option, value }];
  });
  const unknown = given.filter(({ name }) => !options.some(({ variable }) => variable === name) && isOurs(name));

  // Groups come first in the list of options, so that a variable for one of their options wins.
  const ordered = known.toSorted((a, b) => options.indexOf(a.option) - options.indexOf(b.option));
  const read = ordered.map(({ option, value }) => ({ option, ...valueOf(option, value) }));
  return {
    settings: read.reduce<Settings>(
      (settings, { option, value }) => mergeSettings(settings, nested(option.key.split('.'), value)),
      {},
    ),
    placeOf: (path) => placeIn(ordered, dottedKey(path)),
    problems: [...unknown.map(unknownVariable), ...read.flatMap(({ problem }) => problem ?? [])],
  };
}

const isOurs = (name: string): boolean => !reserved.includes(name) && !serviceLink.test(name);

/** The variable that set this key: its own, or that of the group it is in. */
function placeIn(known: readonly { option: Option }[], key: string): string | undefined {
  const setting = known.findLast(
    ({ option }) => key === option.key || key.startsWith(`${option.key}.`) || key.startsWith(`${option.key}[`),
  );
  return setting === undefined ? undefined : placeOf(setting.option);
}

const placeOf = ({ variable }: { variable: string }): string => `environment ${variable}`;

const nested = (keys: readonly string[], value: unknown): Settings =>
  keys.toReversed().reduce<unknown>((inner, key) => ({ [key]: inner }), value) as Settings; // `keys` is never empty

function valueOf(option: Option, text: string): { value: unknown; problem?: ConfigProblem } {
  const types = inputTypesOf(option.schema);
  if (text === 'null' && types.has('null')) return { value: null };
  if (types.has('string') && !(/^[[{]/u.test(text) && types.has('array'))) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    // For a number, the text itself goes to the schema, which says what it expects.
    if (!types.has('array') && !types.has('object')) return { value: text };
    const message = `expected JSON, found \`${text.slice(0, 40)}\``;
    const remedy = `write it as JSON, such as \`${JSON.stringify(option.default)}\``;
    // What cannot be read is as if it were not set; the problem stands for it.
    return { value: option.default, problem: { place: placeOf(option), key: option.key, message, remedy } };
  }
}

/** The JSON types that the option may be written in. */
function inputTypesOf(schema: z.core.$ZodType): ReadonlySet<string> {
  const { type, anyOf = [] } = z.toJSONSchema(schema, { io: 'input' });
  const types = [type, ...anyOf.map((alternative) => (typeof alternative === 'object' ? alternative.type : undefined))];
  return new Set(types.flat().filter((name) => name !== undefined));
}

function unknownVariable({ name }: { name: string }): ConfigProblem {
  const near = nearest(
    name,
    options.map(({ variable }) => variable),
  );
  return {
    place: placeOf({ variable: name }),
    key: '',
    message: 'is not the name of an option',
    remedy: near === undefined ? 'remove it; docs/configuration.md lists them all' : `did you mean \`${near}\`?`,
  };
}
