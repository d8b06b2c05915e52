/** The root user of a member account did something: the signal for it. */
import type { RootActivity } from '../domain/signal.ts';
import type { TrailRecord } from './envelope.ts';
import { malformed, type ParsedEvent, signal } from './parsed-event.ts';

export function rootActivity({ account, caller, origin }: TrailRecord, activity: RootActivity): ParsedEvent {
  if (caller.account !== undefined && caller.account !== account)
    return malformed('account_mismatch', '`account` and `detail.userIdentity.accountId` differ');
  return signal({ kind: 'root_activity', account, activity, origin });
}
