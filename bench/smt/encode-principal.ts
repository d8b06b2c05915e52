/** Who is not meant by the `Principal` or `NotPrincipal` element of a Deny, as a formula over the caller. */
import type { Ask } from './asked-keys.ts';
import { who } from './key.ts';
import { outside } from './outside.ts';
import { principalArn } from './principal-keys.ts';
import { all, any, matches, not, outsideOf, sequence, type Term, text } from './terms.ts';

export type Principals = '*' | Readonly<Record<string, readonly string[]>>;

type Means = { readonly account: string; readonly ask: Ask; readonly isOrdinary: boolean };

export function isNotAmong(principals: Principals, means: Means): Term {
  return all(entriesOf(principals).map((entry) => isOther(entry, means)));
}

/** What NotPrincipal spares is not certain in every case, so being spared by it is nothing ordinary. */
export function isSpared(principals: Principals, { account, ask, isOrdinary }: Means): Term {
  const entries = entriesOf(principals);
  if (entries.includes('*')) return 'true';
  if (principals !== '*' && Object.values(principals).flat().length === 0) return outside('an empty NotPrincipal');
  const named = entries.map((entry) => whoIs(entry, account)).filter((each) => typeof each === 'object');
  return isOrdinary ? 'false' : any(named.map((each) => isOne(each, ask)));
}

function entriesOf(principals: Principals): readonly string[] {
  if (principals === '*') return ['*'];
  if ('CanonicalUser' in principals) return outside('a canonical user');
  return principals['AWS'] ?? [];
}

function isOther(entry: string, { account, ask }: Means): Term {
  const someone = whoIs(entry, account);
  if (typeof someone === 'string') return someone === 'nobody' ? 'true' : 'false';
  const { arn, session } = someone;
  const isOtherArn = matches(ask(principalArn).value, outsideOf(arn));
  if (session === undefined) return isOtherArn;
  return any([not(who.role), isOtherArn, matches(ask('aws:userid').value, outsideOf(session))]);
}

const isOne = ({ arn, session }: Someone, ask: Ask): Term =>
  all([
    matches(ask(principalArn).value, arn),
    ...(session === undefined ? [] : [who.role, matches(ask('aws:userid').value, session)]),
  ]);

/** Expressions for the principal's ARN, and for its user id where one session of a role is meant. */
type Someone = { readonly arn: Term; readonly session?: Term };

/** `account`: its root, which in a Deny's Principal means all of the account, and in NotPrincipal root alone. */
function whoIs(entry: string, account: string): Someone | 'everybody' | 'account' | 'nobody' {
  if (entry === '*') return 'everybody';
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/u.test(entry)) return 'nobody';
  const [, owner, rest = 'root'] = /^(?:arn:aws[a-z-]*:(?:iam|sts)::)?(\d{12})(?::(.+))?$/u.exec(entry) ?? [];
  // A wildcard within an ARN is a character like any other, and no principal has it.
  if (/[*?]/u.test(entry) || (owner !== undefined && owner !== account)) return 'nobody';
  if (owner === undefined) return outside('a principal of an unusual form');
  return rest === 'root' ? 'account' : someone(entry, rest);
}

function someone(entry: string, rest: string): Someone {
  if (/^(?:user|role|federated-user)\//u.test(rest)) return { arn: text(entry) };
  const [, role, session] = /^assumed-role\/([^/]+)\/([^/]+)$/u.exec(rest) ?? [];
  if (role === undefined || session === undefined) return outside('a principal of an unusual form');
  return { arn: sequence('re.all', text(`/${role}`)), session: sequence('re.all', text(`:${session}`)) };
}
