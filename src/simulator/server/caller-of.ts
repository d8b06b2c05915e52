/**
 * The identity behind an access key, with the ARNs that policies and events see.
 */
import type { Caller } from '../wire/caller.ts';
import type { Credential, RoleSession, UserKey } from '../world/credentials.ts';
import type { World } from '../world/world.ts';

/** Null when the user or role behind the key is gone. */
export function callerOf(world: World, credential: Credential): Caller | null {
  switch (credential.kind) {
    case 'user':
      return userCaller(world, credential);
    case 'role-session':
      return roleCaller(world, credential);
    case 'root-user':
      return { kind: 'root-user', ...rootIdentity(credential.accountId, credential.accessKeyId) };
    case 'root-session': {
      const { taskPolicyArn, taskPolicy, createdAt, expiresAt, sourceIdentity } = credential;
      const session = { taskPolicyArn, taskPolicy, createdAt, expiresAt };
      return {
        kind: 'root-session',
        ...rootIdentity(credential.accountId, credential.accessKeyId),
        ...session,
        ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      };
    }
  }
}

function rootIdentity(accountId: string, accessKeyId: string) {
  const arn = `arn:aws:iam::${accountId}:root`;
  return { accountId, arn, principalArn: arn, userId: accountId, accessKeyId };
}

function userCaller(world: World, key: UserKey): Caller | null {
  const user = world.accounts.get(key.accountId)?.users.get(key.userName);
  if (user === undefined) return null;
  return {
    kind: 'user',
    accountId: key.accountId,
    arn: user.arn,
    principalArn: user.arn,
    userId: user.userId,
    accessKeyId: key.accessKeyId,
    userName: user.name,
    identityPolicies: user.policies,
  };
}

function roleCaller(world: World, session: RoleSession): Caller | null {
  const role = world.accounts.get(session.accountId)?.roles.get(session.roleName);
  if (role === undefined) return null;
  return {
    kind: 'role-session',
    accountId: session.accountId,
    arn: `arn:aws:sts::${session.accountId}:assumed-role/${role.name}/${session.sessionName}`,
    principalArn: role.arn,
    userId: `${role.roleId}:${session.sessionName}`,
    accessKeyId: session.accessKeyId,
    roleName: role.name,
    roleId: role.roleId,
    sessionName: session.sessionName,
    ...(session.sourceIdentity === undefined ? {} : { sourceIdentity: session.sourceIdentity }),
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
    identityPolicies: role.policies,
    sessionPolicies: session.sessionPolicies,
  };
}
