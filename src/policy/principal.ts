/**
 * Whom of the owning account a `Principal` or `NotPrincipal` element of a Deny statement shuts out.
 * Root does not count (it is what would be replaced), and neither do other accounts (they cannot repair the policy).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import type { PrincipalElement, PrincipalEntry } from './statement.ts';

export type ShutOut =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'nobody' }
  | ({ readonly kind: 'only' } & Named)
  | ({ readonly kind: 'all_but' } & Named);

export type Named = {
  /** Users, roles and federated users of the account, as `aws:PrincipalArn` has them. */
  readonly arns: readonly string[];
  /** Single role sessions. */
  readonly sessions: readonly { readonly role: string; readonly session: string }[];
  /** Entries whose meaning for the account is not certain. */
  readonly doubts: readonly string[];
};

export function whoIsShutOut({ negated, entries }: PrincipalElement, account: string): ShutOut {
  const who = entries.map((entry) => whoIs(entry, account));
  if (negated && entries.length === 0) return { kind: 'all_but', arns: [], sessions: [], doubts: ['an empty list'] };
  if (who.some(({ kind }) => kind === 'everyone')) return { kind: negated ? 'nobody' : 'everyone' };
  // `:root` in a Deny means the whole account; in NotPrincipal it exempts root alone, who is not asked about.
  if (!negated && who.some(({ kind }) => kind === 'account')) return { kind: 'everyone' };

  const named: Named = {
    arns: who.flatMap((each) => (each.kind === 'identity' ? each.arn : [])),
    sessions: who.flatMap((each) => (each.kind === 'session' ? each : [])),
    doubts: who.flatMap((each) => (each.kind === 'doubt' ? each.about : [])),
  };
  if (named.arns.length + named.sessions.length + named.doubts.length > 0)
    return { kind: negated ? 'all_but' : 'only', ...named };
  return { kind: negated ? 'everyone' : 'nobody' };
}

type Who =
  | { readonly kind: 'everyone' | 'account' | 'nobody' }
  | { readonly kind: 'identity'; readonly arn: string }
  | { readonly kind: 'session'; readonly role: string; readonly session: string }
  | { readonly kind: 'doubt'; readonly about: string };

function whoIs({ kind, value }: PrincipalEntry, account: string): Who {
  switch (kind) {
    case 'AWS':
      return whoIsAws(value, account);
    case 'Service':
    case 'Federated':
      return { kind: 'nobody' };
    case 'CanonicalUser':
      // It may be the owning account's own id, and then it means the account.
      return { kind: 'doubt', about: `the canonical user \`${value}\`` };
  }
}

function whoIsAws(value: string, account: string): Who {
  if (value === '*') return { kind: 'everyone' };
  if (/^\d{12}$/u.test(value)) return { kind: value === account ? 'account' : 'nobody' };
  // What AWS shows in place of a user or role that was deleted: `AIDA…`, `AROA…`.
  if (/^A[A-Z0-9]{3}[A-Z0-9]{12,}$/u.test(value)) return { kind: 'nobody' };
  // Only `*` alone is a wildcard; inside an ARN it is a character that no such principal has.
  const otherwise: Who = /[*?]/u.test(value)
    ? { kind: 'nobody' }
    : { kind: 'doubt', about: `the principal \`${value}\`` };
  return whoIsIam(value, account) ?? whoIsSession(value, account) ?? otherwise;
}

function whoIsIam(arn: string, account: string): Who | undefined {
  const [isIam, owner, what] = /^arn:aws[a-z-]*:iam::(\w+):(root$|user\/|role\/)?/u.exec(arn) ?? [];
  if (isIam === undefined) return undefined;
  if (owner !== account) return { kind: 'nobody' };
  if (what === undefined) return undefined;
  return what === 'root' ? { kind: 'account' } : { kind: 'identity', arn };
}

const stsArn = /^arn:aws[a-z-]*:sts::(\d{12}):(?:assumed-role\/([^/]+)\/([^/]+)|federated-user\/[^/]+)$/u;

function whoIsSession(arn: string, account: string): Who | undefined {
  const [isSts, owner, role, session] = stsArn.exec(arn) ?? [];
  if (isSts === undefined) return undefined;
  if (owner !== account) return { kind: 'nobody' };
  return role !== undefined && session !== undefined ? { kind: 'session', role, session } : { kind: 'identity', arn };
}
