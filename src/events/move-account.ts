/**
 * Organizations MoveAccount: other exclusions may apply to the account now. After a sample of 2020 (event version 1.05).
 * Call: https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html
 */
import { parseAccountId } from '../domain/account.ts';
import type { EventKind } from './event-kind.ts';
import { fieldOf } from './fields.ts';
import { malformed, signal } from './parsed-event.ts';

export const moveAccount: EventKind = {
  eventSource: 'organizations.amazonaws.com',
  eventNames: ['MoveAccount'],
  read: ({ requestParameters, origin }) => {
    const account = parseAccountId(fieldOf(requestParameters, 'accountId'));
    if (account === undefined) return malformed('resource_invalid', 'no account id in `detail.requestParameters`');
    return signal({ kind: 'account_moved', account, origin });
  },
};
