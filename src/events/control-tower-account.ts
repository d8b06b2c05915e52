/**
 * Control Tower CreateManagedAccount and UpdateManagedAccount, from its home Region.
 * After the samples in https://docs.aws.amazon.com/controltower/latest/userguide/lifecycle-events.html
 */
import { parseAccountId } from '../domain/account.ts';
import type { EventKind } from './event-kind.ts';
import { fieldOf } from './fields.ts';
import { ignored, malformed, signal } from './parsed-event.ts';

export const controlTowerAccount: EventKind = {
  eventSource: 'controltower.amazonaws.com',
  eventNames: ['CreateManagedAccount', 'UpdateManagedAccount'],
  read: ({ eventName, serviceEventDetails, origin }) => {
    const name = eventName === 'CreateManagedAccount' ? 'createManagedAccountStatus' : 'updateManagedAccountStatus';
    const status = fieldOf(serviceEventDetails, name);
    if (status !== undefined && fieldOf(status, 'state') !== 'SUCCEEDED') return ignored('unfinished');
    const account = parseAccountId(fieldOf(status, 'account', 'accountId'));
    if (account === undefined) return malformed('resource_invalid', `no account id in \`${name}\``);
    // Account Factory also enrols accounts that existed before; one that it really created has had its
    // CreateAccountResult by now, and `unknown` gets the stricter rule.
    return signal({ kind: 'account_joined', account, how: 'unknown', origin });
  },
};
