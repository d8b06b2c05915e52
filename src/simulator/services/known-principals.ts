/**
 * Whether a principal that a resource policy names exists: S3 and SQS refuse a policy that names one who does not.
 * Accounts outside the organization are beyond our sight: whatever is said of them is believed.
 */
import type { Account } from '../world/account.ts';
import type { World } from '../world/world.ts';
import type { PolicyPrincipal } from './policy-document.ts';

export function isKnownPrincipal(world: World, { type, value }: PolicyPrincipal): boolean {
  switch (type) {
    case 'AWS':
      return value === '*' || /^\d{12}$/.test(value) || isKnownArn(world, value) || isKnownUniqueId(world, value);
    case 'Service':
      return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(value);
    case 'Federated':
    case 'CanonicalUser':
      return value !== '';
    default:
      return false;
  }
}

const ARN = /^arn:aws:(iam|sts)::(\d{12}):([a-z-]+)(?:\/(.+))?$/;

function isKnownArn(world: World, arn: string): boolean {
  const match = ARN.exec(arn);
  if (match === null) return false;
  const [, service = '', accountId = '', type = '', name = ''] = match;
  const kind = `${service}:${type}`;
  if (kind === 'iam:root') return name === '';
  return name !== '' && isKnownIdentity(world.accounts.get(accountId), kind, arn);
}

function isKnownIdentity(account: Account | undefined, kind: string, arn: string): boolean {
  switch (kind) {
    case 'iam:user':
      return account === undefined || has(account.users.values(), arn);
    case 'iam:role':
      return account === undefined || has(account.roles.values(), arn);
    case 'sts:assumed-role':
      return account === undefined || isSessionOfRole(account, arn);
    default:
      return kind === 'sts:federated-user';
  }
}

/** `…:assumed-role/ROLE/SESSION`: the role must exist, the session need not. */
function isSessionOfRole(account: Account, arn: string): boolean {
  const [, role = '', session = ''] = arn.split('/');
  return session !== '' && account.roles.has(role);
}

function has(identities: Iterable<{ readonly arn: string }>, arn: string): boolean {
  for (const identity of identities) if (identity.arn === arn) return true;
  return false;
}

/** What a policy shows in the place of a deleted user or role: nobody any more, so it cannot be put again. */
function isKnownUniqueId(world: World, id: string): boolean {
  if (!/^A(IDA|ROA)[A-Z0-9]+$/.test(id)) return false;
  for (const account of world.accounts.values()) {
    for (const user of account.users.values()) if (user.userId === id) return true;
    for (const role of account.roles.values()) if (role.roleId === id) return true;
  }
  return false;
}
