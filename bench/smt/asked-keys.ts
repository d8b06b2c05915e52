/** The keys that a policy asks about: looked up, and put into declarations and assertions. */
import { type Key, type KeyRow, never, secure, type Setting, way, who } from './key.ts';
import { networkKeys } from './network-keys.ts';
import { outside } from './outside.ts';
import { principalKeys } from './principal-keys.ts';
import { requestKeys } from './request-keys.ts';
import { sortOfAddresses } from './addresses.ts';
import { all, equal, implies, not, symbol, type Term } from './terms.ts';

export type Asked = { readonly value: Term; readonly carried: Term; readonly key: Key };
/** Looks a key up, as written in a policy, and remembers it. */
export type Ask = (written: string) => Asked;

/** Names for the same thing. */
const sameAs: Readonly<Record<string, string>> = {
  'aws:resourceorgid': 'aws:principalorgid',
  'aws:resourceorgpaths': 'aws:principalorgpaths',
  'aws:epochtime': 'aws:currenttime',
  'aws:calledviafirst': 'aws:calledvia',
  'aws:calledvialast': 'aws:calledvia',
};

const rows: Readonly<Record<string, KeyRow>> = { ...principalKeys, ...networkKeys, ...requestKeys };

export function openKeys(setting: Setting): { readonly ask: Ask; readonly script: () => Term } {
  const asked = new Map<string, Asked>();
  const ask: Ask = (written) => {
    const lower = written.toLowerCase();
    const name = sameAs[lower] ?? lower;
    const known = asked.get(name);
    if (known !== undefined) return known;
    const [value, carried] = [symbol(name), symbol(`${name}?`)];
    const fresh = { value, carried, key: rowOf(name, setting)(value, carried, setting) };
    // In the order of declaration: what the row speaks of comes first.
    fresh.key.needs?.forEach(ask);
    asked.set(name, fresh);
    return fresh;
  };
  return {
    ask,
    script: () => [scene(setting), ...[...asked.values()].map((each) => declare(each, setting))].join('\n'),
  };
}

function rowOf(name: string, { service }: Setting): KeyRow {
  const slash = name.indexOf('/');
  const row = rows[slash < 0 ? name : name.slice(0, slash + 1)];
  if (/^(?:s3|sqs):/u.test(name) && (row === undefined || !name.startsWith(service))) return never;
  return row ?? outside('a key that no row tells of');
}

/** Somebody asks on some way: the correlations that several statements together can exhaust. */
function scene({ facts, isOrdinary }: Setting): Term {
  const [kinds, ways] = [Object.values(who), Object.values(way)];
  const isEndpointKnown = (facts?.vpcEndpoints.length ?? 0) + (facts?.vpcs.length ?? 0) > 0;
  return [
    ...[...kinds, ...ways, secure].map((name) => `(declare-const ${name} Bool)`),
    `(assert ${exactlyOne(kinds)})`,
    `(assert ${exactlyOne(ways)})`,
    `(assert ${implies(way.service, secure)})`,
    ...(isOrdinary ? [`(assert ${all([secure, isEndpointKnown ? not(way.service) : way.internet])})`] : []),
  ].join('\n');
}

const exactlyOne = (names: readonly Term[]): Term => `(and (or ${names.join(' ')}) ((_ at-most 1) ${names.join(' ')}))`;

function declare({ value, carried, key }: Asked, { isOrdinary }: Setting): Term {
  return [
    `(declare-const ${value} ${sorts[key.sort]})`,
    `(declare-const ${carried} Bool)`,
    ...(key.declares ?? []),
    ...(key.carried === undefined ? [] : [`(assert ${equal(carried, key.carried)})`]),
    `(assert ${key.carried === undefined ? key.possible : implies(carried, key.possible)})`,
    ...(isOrdinary && key.ordinary !== 'true' ? [`(assert ${implies(carried, key.ordinary)})`] : []),
  ].join('\n');
}

const sorts = { text: 'String', number: 'Real', moment: 'Int', address: sortOfAddresses } as const;
