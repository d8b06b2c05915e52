/**
 * CloudTrail's `userIdentity` for each kind of caller, after AWS's published samples.
 */
import type { IdentifiedCaller, RoleSessionCaller, RootSessionCaller } from '../wire/caller.ts';

/** `marksAssumedRoot`: whether this service's events of a root session say so. */
export function userIdentity(caller: IdentifiedCaller, marksAssumedRoot: boolean): Record<string, unknown> {
  const common = { arn: caller.arn, accountId: caller.accountId, accessKeyId: caller.accessKeyId };
  switch (caller.kind) {
    case 'user':
      return { type: 'IAMUser', principalId: caller.userId, ...common, userName: caller.userName };
    case 'role-session':
      return { type: 'AssumedRole', principalId: caller.userId, ...common, sessionContext: roleContext(caller) };
    case 'root-session':
      return {
        type: 'Root',
        principalId: caller.accountId,
        ...common,
        sessionContext: { attributes: attributes(caller), ...(marksAssumedRoot ? { assumedRoot: 'true' } : {}) },
      };
    case 'root-user':
      return { type: 'Root', principalId: caller.accountId, ...common };
  }
}

function roleContext(caller: RoleSessionCaller): Record<string, unknown> {
  return {
    sessionIssuer: {
      type: 'Role',
      principalId: caller.roleId,
      arn: caller.principalArn,
      accountId: caller.accountId,
      userName: caller.roleName,
    },
    attributes: attributes(caller),
    ...(caller.sourceIdentity === undefined ? {} : { sourceIdentity: caller.sourceIdentity }),
  };
}

function attributes(caller: RoleSessionCaller | RootSessionCaller): Record<string, unknown> {
  return { creationDate: isoSeconds(caller.createdAt), mfaAuthenticated: 'false' };
}

/** CloudTrail and EventBridge write times without milliseconds. */
export function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
