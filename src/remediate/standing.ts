/**
 * May rootkeeper act in this account at all? Asked before any root session is opened.
 * Pure: what the organization says arrives as a value.
 * Never: lets anything but an active member that nobody excluded through.
 */
import type { Standing } from '../aws/organization.ts';
import { accountOf, type Outcome, type Remediation } from '../domain/remediation.ts';
import type { Instant } from '../domain/time.ts';

/** How long AWS may need until a new account is known and usable everywhere. */
const youthMs = 15 * 60_000;

export type Admission =
  | { readonly kind: 'admitted'; readonly joined: 'created' | 'invited' | 'unknown'; readonly isYoung: boolean }
  | { readonly kind: 'turned_away'; readonly outcome: Outcome }
  /** The organization does not know the account yet, or it is not active yet. */
  | { readonly kind: 'too_early' };

export function admit(
  remediation: Remediation,
  standing: Standing,
  { isExcluded, now }: { isExcluded: boolean; now: Instant },
): Admission {
  const account = accountOf(remediation);
  // Only an account that is said to be new may still be on its way.
  const isNew = remediation.task === 'make_rootless' && now - remediation.createdAt < youthMs;
  if (isExcluded) return askHuman('account_excluded', `Account ${account} is excluded by the configuration.`);
  switch (standing.kind) {
    case 'management':
      return askHuman(
        'management_account',
        `Account ${account} is the management account: AWS opens no root session in it, and rootkeeper never touches it.`,
      );
    case 'not_in_organization':
      if (isNew) return { kind: 'too_early' };
      return askHuman('account_not_in_organization', `Account ${account} is no member of the organization.`);
    case 'member':
      return admitMember(standing, { isNew, now });
  }
}

function admitMember(
  { account, state, joined, joinedAt }: Extract<Standing, { kind: 'member' }>,
  { isNew, now }: { isNew: boolean; now: Instant },
): Admission {
  switch (state) {
    case 'ACTIVE':
      return { kind: 'admitted', joined, isYoung: isNew || (joinedAt !== undefined && now - joinedAt < youthMs) };
    case 'PENDING_ACTIVATION':
      if (isNew) return { kind: 'too_early' };
      return notActive(account, state);
    case 'PENDING_CLOSURE':
    case 'CLOSED':
      return endAs({
        kind: 'not_needed',
        reason: 'account_gone',
        explanation: `Account ${account} is closed, or about to be (${state}).`,
      });
    case 'SUSPENDED':
    case 'UNKNOWN':
      return notActive(account, state);
  }
}

const notActive = (account: string, state: string): Admission =>
  askHuman('account_not_active', `Account ${account} is not active but ${state}; rootkeeper acts in active ones only.`);

const askHuman = (reason: Extract<Outcome, { kind: 'awaiting_human' }>['reason'], explanation: string): Admission =>
  endAs({ kind: 'awaiting_human', reason, explanation });

const endAs = (outcome: Outcome): Admission => ({ kind: 'turned_away', outcome });
