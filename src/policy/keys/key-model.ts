/** What one key is in one world: looks the key up in the tables. */
import { type KeyModel, type KeyRow, whole } from './model.ts';
import { networkKeys } from './network-keys.ts';
import { principalKeys } from './principal-keys.ts';
import { requestKeys } from './request-keys.ts';
import { s3Keys } from './s3-keys.ts';
import { absent, unknown } from './space.ts';
import type { World } from './world.ts';

/** Rows whose spaces differ by who asks, and by the way the request comes. */
const rowsByWho = new Set(principalKeys);
const rowsByWay = new Set([...networkKeys, ...s3Keys.filter(({ key }) => key === 's3:TlsVersion')]);

const rows = new Map<string, KeyRow>(
  [...principalKeys, ...networkKeys, ...requestKeys, ...s3Keys].map((row) => [row.key.toLowerCase(), row]),
);

/** `key` in lower case, whole: `aws:principaltag/team`. */
export function keyModel(key: string, world: World): KeyModel {
  const slash = key.indexOf('/');
  const row = rowOf(slash < 0 ? key : key.slice(0, slash + 1), world);
  if (row === undefined)
    return { variable: key, space: isPolicyCallKey(key) ? absent : unknown, view: whole, isList: false };
  const variable = typeof row.variable === 'function' ? row.variable(world) : (row.variable ?? key);
  return {
    variable,
    space: world.chosen.get(variable) ?? row.space(world, key.slice(slash + 1)),
    view: row.view?.(world) ?? whole,
    isList: row.isList ?? false,
  };
}

export function variesBy(key: string): 'who' | 'way' | 'neither' {
  const slash = key.indexOf('/');
  const row = rows.get(slash < 0 ? key : key.slice(0, slash + 1));
  if (row === undefined) return 'neither';
  return rowsByWho.has(row) ? 'who' : rowsByWay.has(row) ? 'way' : 'neither';
}

function rowOf(name: string, { subject: { service } }: World): KeyRow | undefined {
  return name.startsWith('s3:') && service !== 's3' ? undefined : rows.get(name);
}

/** The services' own keys are all known: one that is not in the tables is not carried by these calls. */
const isPolicyCallKey = (key: string): boolean => key.startsWith('s3:') || key.startsWith('sqs:');

/** The key as AWS spells it; the name of a tag as the policy does. */
export function properName(written: string): string {
  const slash = written.indexOf('/');
  const row = rows.get((slash < 0 ? written : written.slice(0, slash + 1)).toLowerCase());
  return row === undefined ? written : row.key + (slash < 0 ? '' : written.slice(slash + 1));
}
