/** A caller as resource policies name it. */
import type { Caller } from '../wire/caller.ts';
import type { Principal } from './match-principal.ts';

export function principalOf(caller: Caller): Principal {
  if (caller.kind === 'anonymous') return { kind: 'anonymous' };
  const { accountId } = caller;
  switch (caller.kind) {
    case 'user':
      return { kind: 'account', accountId, arns: [caller.arn], uniqueId: caller.userId };
    case 'role-session':
      return { kind: 'account', accountId, arns: [caller.principalArn, caller.arn], uniqueId: caller.roleId };
    case 'root-session':
    case 'root-user':
      return { kind: 'account', accountId, arns: [] };
  }
}
