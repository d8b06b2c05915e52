/**
 * Organizations CreateAccountResult: the answer to CreateAccount, minutes later. The call itself has no account id yet.
 * After the samples in https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
import { parseAccountId } from '../domain/account.ts';
import type { EventKind } from './event-kind.ts';
import { fieldOf } from './fields.ts';
import { ignored, malformed, signal } from './parsed-event.ts';

export const createAccountResult: EventKind = {
  eventSource: 'organizations.amazonaws.com',
  eventNames: ['CreateAccountResult'],
  read: ({ serviceEventDetails, origin }) => {
    const status = fieldOf(serviceEventDetails, 'createAccountStatus');
    // FAILED comes without an account id.
    if (status !== undefined && fieldOf(status, 'state') !== 'SUCCEEDED') return ignored('unfinished');
    const account = parseAccountId(fieldOf(status, 'accountId'));
    if (account === undefined) return malformed('resource_invalid', 'no account id in `createAccountStatus`');
    return signal({ kind: 'account_joined', account, how: 'created', origin });
  },
};
