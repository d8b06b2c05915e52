/**
 * What a policy asks about: the values beside each condition key, and examples of what would fit them. Requests that
 * are drawn without looking at the policy would hardly ever meet its conditions.
 */
import type { Random } from './random.ts';

/** By key, in lower case. A key that stands in a policy variable is there without values. */
export type Hints = ReadonlyMap<string, readonly string[]>;

export function hintsOf(policyText: string): Hints {
  const hints = new Map<string, string[]>();
  const add = (key: string, values: readonly string[]): void => {
    const name = key.toLowerCase();
    hints.set(name, [...(hints.get(name) ?? []), ...values]);
  };
  for (const [, variable = ''] of policyText.matchAll(/\$\{([^,}]+)[,}]/g)) add(variable.trim(), []);
  for (const statement of listOf(memberOf(JSON.parse(policyText), 'Statement'))) {
    for (const name of ['Principal', 'NotPrincipal']) {
      add(
        'aws:PrincipalArn',
        textsIn(memberOf(statement, name)).filter((text) => text.includes(':')),
      );
    }
    for (const keys of Object.values(objectOf(memberOf(statement, 'Condition')))) {
      for (const [key, values] of Object.entries(objectOf(keys))) add(key, textsIn(values));
    }
  }
  return hints;
}

/** A text that the pattern fits. Numbers and dates may come out a little to the left or right. */
export function exampleOf(pattern: string, random: Random, account: string): string {
  if (/^[\d.]+\/\d+$/.test(pattern)) return addressIn(pattern, random);
  if (/^\d{1,12}(?:\.\d+)?$/.test(pattern) && random.chance(0.5))
    return String(Number(pattern) + random.pick([-1, 0, 0.5, 1]));
  if (/^\d{4}-\d\d-\d\dT/.test(pattern) && !Number.isNaN(Date.parse(pattern))) {
    return new Date(Date.parse(pattern) + random.pick([-1000, 0, 1000])).toISOString().replace('.000', '');
  }
  const filled = pattern
    .replace('::*:', `::${account}:`)
    .replace('${aws:PrincipalAccount}', account)
    .replaceAll('*', () => random.pick(['', 'x', 'Abc', '7']))
    .replaceAll('?', () => random.pick(['a', '1']));
  return filled.replace(/\/\d+$/, (suffix) => (filled.includes('::') ? '' : suffix));
}

function addressIn(range: string, random: Random): string {
  const [network = '', length = '32'] = range.split('/');
  const size = 2 ** (32 - Number(length));
  const base = network.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const address = base - (base % size) + random.pick([0, size - 1, random.below(size)]);
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function memberOf(value: unknown, name: string): unknown {
  return objectOf(value)[name];
}

function listOf(value: unknown): readonly unknown[] {
  // `isArray` makes it any[]; nothing more is known of the items than of the value.
  return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}
