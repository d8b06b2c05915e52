/**
 * The kinds of request there are: who asks, and on which way the request comes. Within one world each key has its own
 * space; that keys hang together (an address or an endpoint, a user name or a session) is what the worlds say.
 */
import type { PolicyQuestion } from '../question.ts';
import type { Target } from '../target.ts';
import type { Price, Space } from './space.ts';

const principalTypes = ['role', 'user', 'federated_user'] as const;
export type PrincipalType = (typeof principalTypes)[number];

/** `internet`: to the public endpoint. `endpoint`: through a VPC endpoint. `service`: a service calls for the principal. */
type Path = 'internet' | 'endpoint' | 'service';

export type World = {
  readonly who: PrincipalType;
  readonly path: Path;
  /** Over TLS. */
  readonly secure: boolean;
  /** Undefined: no key tells, so both are possible. */
  readonly mfa: boolean | undefined;
  readonly subject: Subject;
  /** Values chosen for policy variables, by the variable that carries them. */
  readonly chosen: ReadonlyMap<string, Space>;
};

/** What is the same in all worlds of a question. */
export type Subject = Target & {
  readonly facts: NonNullable<PolicyQuestion['facts']>;
  readonly organizationId: string | undefined;
  /** In seconds since 1970. */
  readonly now: number | undefined;
};

/** What the question depends on: worlds that no key tells apart are one. */
export type Differences = { readonly who: boolean; readonly way: boolean; readonly mfa: boolean };

const ways = [
  { path: 'internet', secure: true },
  { path: 'endpoint', secure: true },
  { path: 'internet', secure: false },
  { path: 'endpoint', secure: false },
  { path: 'service', secure: true },
] as const;

const nothingChosen: ReadonlyMap<string, Space> = new Map();

export function worldsOf(subject: Subject, differ: Differences): readonly World[] {
  return ways.slice(0, differ.way ? ways.length : 1).flatMap((way) =>
    principalTypes.slice(0, differ.who ? principalTypes.length : 1).flatMap((who) =>
      (differ.mfa && who !== 'federated_user' ? [false, true] : [undefined]).map((mfa) => ({
        ...way,
        who,
        mfa,
        subject,
        chosen: nothingChosen,
      })),
    ),
  );
}

/** What being in this world costs by itself. */
export function priceOf(world: World): Price {
  const chosen = [...world.chosen.values()].map(priceOfChosen);
  return chosen.includes(2) ? 2 : chosen.includes(1) && priceOfWay(world) < 2 ? 1 : priceOfWay(world);
}

export function priceOfWay({ path, secure, mfa, subject }: World): Price {
  if (!secure || path === 'service') return 2;
  if (path === 'endpoint') return subject.facts.vpcEndpoints.length + subject.facts.vpcs.length > 0 ? 0 : 2;
  return mfa === true ? 1 : 0;
}

export const priceOfChosen = (space: Space): Price =>
  space.kind === 'choices' ? (space.choices[0]?.price ?? space.absent ?? 0) : 0;
