/**
 * The verdict on a parsed policy: for each repair action who gets past the Deny statements, and which statements it
 * hangs on.
 * Flow: clauses → escape → [judge] → explain.
 */
import type { ActionReach, Verdict, Witness } from '../domain/verdict.ts';
import { type Clause, type Denial, denialsOf } from './clauses.ts';
import { isConfirmed } from './confirm.ts';
import type { Effort } from './domains/effort.ts';
import { type Escape, findEscape, survey, type Terrain, type Way } from './escape.ts';
import type { Price } from './keys/space.ts';
import type { Subject } from './keys/world.ts';
import type { Policy } from './statement.ts';
import { witnessOf } from './witness.ts';

export type Judgement = {
  readonly verdict: Exclude<Verdict, 'invalid'>;
  readonly actions: Readonly<Record<string, ActionReach>>;
  /** The Deny statements that speak of repair actions on the resource. */
  readonly denials: readonly Denial[];
  /** As few of them as the verdict needs; none when it is open. */
  readonly causes: readonly Denial[];
  readonly entry: Entry | undefined;
  /** What the answer hangs on that we cannot tell. */
  readonly doubts: readonly string[];
};

/** Somebody gets in, by this action. */
type Entry = { readonly way: Way; readonly witness: Witness };

/** Some tens of milliseconds of work for the verdict, and less for its causes; ordinary policies take a thousandth. */
const effortForVerdict = 1_000_000;
const effortForCauses = 300_000;

export function judge(policy: Policy, subject: Subject): Judgement {
  const denials = denialsOf(policy, subject);
  const effort: Effort = { left: effortForVerdict };
  const terrain = survey(
    denials.flatMap(({ clauses }) => clauses),
    subject,
    effort,
  );
  const reaches = reachesOf(denials, { subject, terrain, effort });
  const verdict = verdictOf(reaches);
  const best = reaches.find(({ way }) => way !== undefined && rankOf(way.price) === provenRank(reaches));
  const isUnknown = verdict === 'unknown';
  return {
    verdict,
    actions: Object.fromEntries(reaches.map((reach) => [reach.action, reachOf(reach)])),
    denials,
    causes: verdict === 'open' ? [] : causesOf(denials, verdict, { subject, terrain }),
    entry: isUnknown || best?.entry === undefined ? undefined : best.entry,
    doubts: isUnknown ? [...new Set(reaches.flatMap(({ doubts }) => doubts))] : [],
  };
}

type Reach = Escape & { readonly action: string; readonly entry: Entry | undefined };

type Means = { readonly subject: Subject; readonly terrain: Terrain; readonly effort: Effort };

function reachesOf(denials: readonly Denial[], { subject, terrain, effort }: Means): readonly Reach[] {
  const known = new Map<string, Escape>();
  return subject.actions.map((action) => {
    const here = denials.filter(({ actions }) => actions.includes(action));
    const clauses = here.flatMap((denial) => denial.clauses);
    const name = here.map(({ statement }) => statement.index).join();
    const escape = known.get(name) ?? findEscape(clauses, terrain, effort);
    known.set(name, escape);
    return confirmed({ ...escape, action }, { clauses, subject });
  });
}

/** A way that does not hold when looked at concretely is a fault of ours, and then nothing is certain. */
function confirmed(
  reach: Escape & { readonly action: string },
  { clauses, subject }: { readonly clauses: readonly Clause[]; readonly subject: Subject },
): Reach {
  const { way, action } = reach;
  if (way === undefined) return { ...reach, entry: undefined };
  const witness = witnessOf(way, action, clauses, { left: 100_000 });
  if (isConfirmed(witness, clauses, subject.arn)) return { ...reach, entry: { way, witness } };
  const doubts = [...reach.doubts, 'a request that was found, but did not hold when it was checked'];
  return { ...reach, way: undefined, priceAtBest: 0, doubts, entry: undefined };
}

/** 2: somebody gets in. 1: if something outside the policy is so. 0: nobody. */
type Rank = 0 | 1 | 2;

const rankOf = (price: Price | undefined): Rank => (price === undefined ? 0 : price === 2 ? 1 : 2);

const highest = (ranks: readonly Rank[]): Rank => (ranks.includes(2) ? 2 : ranks.includes(1) ? 1 : 0);

const provenRank = (escapes: readonly Escape[]): Rank => highest(escapes.map(({ way }) => rankOf(way?.price)));

function verdictOf(reaches: readonly Escape[]): Judgement['verdict'] {
  const proven = provenRank(reaches);
  if (proven === 2) return 'open';
  if (proven !== highest(reaches.map(({ priceAtBest }) => rankOf(priceAtBest)))) return 'unknown';
  return proven === 1 ? 'conditional' : 'locked_out';
}

function reachOf({ way, priceAtBest }: Escape): ActionReach {
  const proven = rankOf(way?.price);
  if (proven === 2) return 'reachable';
  return proven === 1 || rankOf(priceAtBest) > 0 ? 'conditional' : 'denied';
}

/** Drops statements, many at a time first, as long as the rest is enough for the verdict. */
function causesOf(
  denials: readonly Denial[],
  verdict: Judgement['verdict'],
  { subject, terrain }: Pick<Means, 'subject' | 'terrain'>,
): readonly Denial[] {
  const effort: Effort = { left: effortForCauses };
  const isEnough = (some: readonly Denial[]): boolean => {
    const escapes = subject.actions.map((action) => {
      const here = some.filter(({ actions }) => actions.includes(action));
      return findEscape(
        here.flatMap(({ clauses }) => clauses),
        terrain,
        effort,
      );
    });
    return effort.left > 0 && verdictOf(escapes) === verdict;
  };
  let causes = denials;
  for (let size = Math.ceil(denials.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = causes.length - size; from > -size && effort.left > 0; from -= size) {
      const rest = causes.filter((_, index) => index < from || index >= from + size);
      if (rest.length > 0 && isEnough(rest)) causes = rest;
    }
  return causes;
}
