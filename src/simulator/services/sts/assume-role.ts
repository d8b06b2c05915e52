/**
 * `sts:AssumeRole`: the role must trust the caller, and the caller must be allowed to (unless a role of its own account
 * names it). Session tags, MFA, external ids and managed session policies are not simulated.
 */
import { authorize } from '../../access/authorize.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import { queryResponse } from '../../wire/respond.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { IamRole } from '../../world/account.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { matching, optionalText, wholeNumber } from '../parameters.ts';
import { credentialsElement, newTemporaryKeys } from './temporary-keys.ts';

const ROLE_ARN = /^arn:aws:iam::(\d{12}):role\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const SOURCE_IDENTITY = /^(?!aws:)[\w+=,.@-]{2,64}$/;

export const assumeRole: Operation = (request, caller, world) => {
  const roleArn = matching(request, 'RoleArn', ROLE_ARN);
  const sessionName = matching(request, 'RoleSessionName', SESSION_NAME);
  const durationSeconds = wholeNumber(request, 'DurationSeconds', { min: 900, max: 43_200, absent: 3600 });
  request.notes.resource = roleArn;
  refuseRoot(caller);
  const [, accountId = '', roleName = ''] = ROLE_ARN.exec(roleArn) ?? [];
  const role = world.accounts.get(accountId)?.roles.get(roleName);
  if (role === undefined || !trusts(role, caller, world)) throw denied(caller, roleArn);
  if (!isNamedByOwnAccount(role, caller, accountId)) askIdentityPolicies(request, caller, world, roleArn);

  const sourceIdentity = sourceIdentityOf(request, caller, roleArn);
  const policy = optionalText(request, 'Policy');
  // A role session that assumes a role may not outlive an hour ("role chaining", API reference of AssumeRole).
  const lifetime = caller.kind === 'role-session' ? Math.min(durationSeconds, 3600) : durationSeconds;
  const keys = newTemporaryKeys(world, lifetime);
  world.credentials.set(keys.accessKeyId, {
    kind: 'role-session',
    ...keys,
    accountId,
    roleName,
    sessionName,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    sessionPolicies: policy === undefined ? [] : [policy],
  });
  return queryResponse(request, {
    Credentials: credentialsElement(keys),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${sessionName}`,
      Arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
    },
    SourceIdentity: sourceIdentity,
  });
};

function refuseRoot(caller: IdentifiedCaller): void {
  if (caller.kind === 'root-session' || caller.kind === 'root-user') {
    throw new AwsFault('AccessDenied', 403, 'Roles may not be assumed by root accounts.');
  }
}

function trusts(role: IamRole, caller: IdentifiedCaller, world: World): boolean {
  return role.trusts.some(
    (trusted) =>
      trusted === caller.accountId ||
      trusted === caller.principalArn ||
      (trusted === '*' && world.accounts.has(caller.accountId)),
  );
}

/** Then the trust policy alone is enough. */
function isNamedByOwnAccount(role: IamRole, caller: IdentifiedCaller, accountId: string): boolean {
  return caller.accountId === accountId && role.trusts.includes(caller.principalArn);
}

/** The trust has been asked; what is left is a question of the caller's own account. */
function askIdentityPolicies(request: WireRequest, caller: IdentifiedCaller, world: World, roleArn: string): void {
  const resourceAccountId = caller.accountId;
  authorize(request, caller, world, { action: 'sts:AssumeRole', resource: roleArn, resourceAccountId });
}

/** Once set it stays, through every further role. */
function sourceIdentityOf(request: WireRequest, caller: IdentifiedCaller, roleArn: string): string | undefined {
  const own = 'sourceIdentity' in caller ? caller.sourceIdentity : undefined;
  if (optionalText(request, 'SourceIdentity') === undefined) return own;
  const wanted = matching(request, 'SourceIdentity', SOURCE_IDENTITY);
  if (own !== undefined && own !== wanted) throw denied(caller, roleArn, 'sts:SetSourceIdentity');
  return wanted;
}

function denied(caller: IdentifiedCaller, roleArn: string, action = 'sts:AssumeRole'): AwsFault {
  const message = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`;
  return new AwsFault('AccessDenied', 403, message);
}
