/**
 * "What it was, minus these actions": the Action or NotAction of a Deny statement after a carve-out.
 * Exact wherever the policy language has an exact form; otherwise the smallest step towards denying more that
 * no action existing today notices. Never: denies less, for any name.
 */
import type { Service } from '../../domain/resource.ts';
import { matchesAction } from '../match-action.ts';
import type { PatternElement } from '../statement.ts';
import { action, type Effort, findOutside, notAction } from './action-names.ts';
import { serviceActions } from './service-actions.ts';

export type Carved =
  | { readonly left: 'nothing' }
  /** `unknownNamesToo`: names that AWS may give to actions later are denied that were not. */
  | { readonly left: 'some'; readonly actions: PatternElement; readonly unknownNamesToo: boolean };

export function carveActions(
  denied: PatternElement,
  carved: readonly string[],
  service: Service,
  effort: Effort,
): Carved {
  const touched = carved.filter((name) => matchesAction(denied, name));
  if (denied.negated) return exactly(notAction(...denied.patterns, ...spelledAs(denied, touched)));

  const narrowed = denied.patterns.flatMap((pattern) => withoutNames(pattern, touched));
  if (narrowed.length === 0) return { left: 'nothing' };
  if (!touched.some((name) => matchesAction(action(...narrowed), name))) return exactly(action(...narrowed));

  // A service's policies are only ever asked about its own actions, so `s3:*` and `*` are the same here.
  if (includesAll(denied, service, effort)) return exactly(notAction(...spelledAs(denied, touched)));

  const isApart = remembering((pattern) => isApartFrom(pattern, denied, touched, effort));
  const spared = namesToSpare(denied, service, isApart);
  return { left: 'some', actions: notAction(...spelledAs(denied, [...touched, ...spared])), unknownNamesToo: true };
}

const exactly = (actions: PatternElement): Carved => ({ left: 'some', actions, unknownNamesToo: false });

/** One pattern without the names, where that can be said with one pattern or none; otherwise the pattern as it was. */
function withoutNames(pattern: string, names: readonly string[]): readonly string[] {
  const lowered = pattern.toLowerCase();
  for (const name of names) {
    if (lowered === name.toLowerCase()) return [];
    if (lowered === `${name.toLowerCase()}*`) return [`${pattern.slice(0, -1)}?*`];
  }
  return [pattern];
}

function includesAll(denied: PatternElement, service: Service, effort: Effort): boolean {
  const search = findOutside(action(`${service}:*`), [denied], effort);
  return 'found' in search && search.found === undefined;
}

/**
 * `s3:Put*` without one name can only be said from outside: deny all but that name, and but everything that was not
 * denied before. These are patterns for the latter: all actions known today, by the first or last letters that
 * nothing denied has in common with them.
 */
function namesToSpare(
  denied: PatternElement,
  service: Service,
  isApart: (pattern: string) => boolean,
): readonly string[] {
  const patterns: string[] = [];
  for (const name of serviceActions[service]) {
    if (matchesAction(denied, name) || matchesAction(action(...patterns), name)) continue;
    patterns.push(shortestPatternFor(name, isApart));
  }
  return patterns.sort();
}

/** Neighbouring names have most of their beginnings and endings in common. */
function remembering(ask: (pattern: string) => boolean): (pattern: string) => boolean {
  const answers = new Map<string, boolean>();
  return (pattern) => {
    const answer = answers.get(pattern) ?? ask(pattern);
    answers.set(pattern, answer);
    return answer;
  };
}

function shortestPatternFor(name: string, isApart: (pattern: string) => boolean): string {
  const [service = '', verb = ''] = name.split(':');
  for (let length = 1; length < verb.length; length += 1) {
    const byStart = `${service}:${verb.slice(0, length)}*`;
    if (isApart(byStart)) return byStart;
    const byEnd = `${service}:*${verb.slice(-length)}`;
    if (isApart(byEnd)) return byEnd;
  }
  return name;
}

/** Not known for sure is no: then the name itself is written, which is always apart. */
function isApartFrom(pattern: string, denied: PatternElement, touched: readonly string[], effort: Effort): boolean {
  const search = findOutside(action(pattern), [notAction(...denied.patterns), action(...touched)], effort);
  return 'found' in search && search.found === undefined;
}

/** `SQS:` where the policy writes `SQS:`. */
export function spelledAs(denied: PatternElement, names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const service = name.slice(0, name.indexOf(':') + 1);
    const habit = denied.patterns.find((pattern) => pattern.toLowerCase().startsWith(service));
    return habit === undefined ? name : habit.slice(0, service.length) + name.slice(service.length);
  });
}
