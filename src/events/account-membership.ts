/**
 * Organizations AccountJoinedOrganization and AccountDepartedOrganization, written in the management account since
 * May 2026 (https://docs.aws.amazon.com/organizations/latest/APIReference/API_AcceptHandshake.html). AWS publishes no
 * sample, so the account is looked for and not assumed to be in one place; what stays unclear is left to a comparison
 * with ListAccounts.
 */
import { type AccountId, parseAccountId } from '../domain/account.ts';
import type { TrailRecord } from './envelope.ts';
import type { EventKind } from './event-kind.ts';
import { ignored, type ParsedEvent, signal } from './parsed-event.ts';

export const accountMembership: EventKind = {
  eventSource: 'organizations.amazonaws.com',
  eventNames: ['AccountJoinedOrganization', 'AccountDepartedOrganization'],
  read: readMembership,
};

function readMembership(record: TrailRecord): ParsedEvent {
  const { eventName, origin } = record;
  const [account, ...others] = accountsIn(record);
  if (account === undefined || others.length > 0) return signal({ kind: 'organization_changed', origin });
  // CreateOrganization makes the management account "join" as well.
  if (account === record.account) return ignored('management_account');
  if (eventName === 'AccountDepartedOrganization') return signal({ kind: 'account_departed', account, origin });
  return signal({ kind: 'account_joined', account, how: howOf(record), origin });
}

function accountsIn({ serviceEventDetails, requestParameters }: TrailRecord): readonly AccountId[] {
  for (const details of [serviceEventDetails, requestParameters]) {
    const ids = valuesOf(details, 'accountId').map(parseAccountId);
    const accounts = new Set(ids.filter((id) => id !== undefined));
    if (accounts.size > 0) return [...accounts];
  }
  return [];
}

/** AWS's texts spell it `Created` here and `INVITED` there. */
function howOf({ serviceEventDetails, requestParameters }: TrailRecord): 'created' | 'invited' | 'unknown' {
  const methods = [serviceEventDetails, requestParameters].flatMap((details) => valuesOf(details, 'joinedMethod'));
  const spelt = new Set(methods.map((method) => (typeof method === 'string' ? method.toLowerCase() : '')));
  if (spelt.size !== 1) return 'unknown';
  if (spelt.has('created')) return 'created';
  return spelt.has('invited') ? 'invited' : 'unknown';
}

/** Every value under that name, at any depth: the depth of a whole body is bounded. */
function valuesOf(details: unknown, name: string): readonly unknown[] {
  if (typeof details !== 'object' || details === null) return [];
  return Object.entries(details).flatMap(([key, value]: [string, unknown]) =>
    key === name ? [value] : valuesOf(value, name),
  );
}
