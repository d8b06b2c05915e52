/**
 * Organizations CloseAccountResult: a closed account is suspended, and AWS opens no root session in it.
 * After the sample in https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 */
import { parseAccountId } from '../domain/account.ts';
import type { EventKind } from './event-kind.ts';
import { fieldOf } from './fields.ts';
import { ignored, malformed, signal } from './parsed-event.ts';

export const closeAccountResult: EventKind = {
  eventSource: 'organizations.amazonaws.com',
  eventNames: ['CloseAccountResult'],
  read: ({ serviceEventDetails, origin }) => {
    const status = fieldOf(serviceEventDetails, 'closeAccountStatus');
    if (status !== undefined && fieldOf(status, 'state') !== 'SUCCEEDED') return ignored('unfinished');
    const account = parseAccountId(fieldOf(status, 'accountId'));
    if (account === undefined) return malformed('resource_invalid', 'no account id in `closeAccountStatus`');
    return signal({ kind: 'account_departed', account, origin });
  },
};
