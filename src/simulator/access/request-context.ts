/**
 * The global condition keys of a request, made of who calls and how:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 *
 * Everything here comes from one machine over plain HTTP, so a client says in headers where it pretends to be:
 * `x-simulator-source-ip`, `x-simulator-source-vpce` (a request through that VPC endpoint: `aws:SourceIp` is then
 * absent, as in AWS), `x-simulator-source-vpc`, `x-simulator-secure-transport: false`.
 */
import type { Caller, IdentifiedCaller } from '../wire/caller.ts';
import type { WireRequest } from '../wire/wire.ts';
import type { World } from '../world/world.ts';
import type { ContextKeys } from './context.ts';
import { organizationPath } from './organization-path.ts';
import { s3Context } from './s3-context.ts';

export function requestContext(
  request: WireRequest,
  caller: Caller,
  world: World,
  resourceAccountId: string | null,
): ContextKeys {
  return {
    ...principalKeys(caller, world),
    ...sessionKeys(caller),
    ...networkKeys(request),
    ...timeKeys(world.clock.now()),
    ...headerKey(request, 'user-agent', 'aws:UserAgent'),
    ...headerKey(request, 'referer', 'aws:Referer'),
    'aws:RequestedRegion': request.region,
    'aws:PrincipalIsAWSService': 'false',
    'aws:ViaAWSService': 'false',
    ...resourceKeys(resourceAccountId, world),
    ...(request.service === 's3' ? s3Context(request, resourceAccountId) : {}),
  };
}

const PRINCIPAL_TYPES: Readonly<Record<IdentifiedCaller['kind'], string>> = {
  user: 'User',
  'role-session': 'AssumedRole',
  'root-session': 'Account',
  'root-user': 'Account',
};

function principalKeys(caller: Caller, world: World): ContextKeys {
  if (caller.kind === 'anonymous') {
    return { 'aws:PrincipalType': 'Anonymous', 'aws:PrincipalAccount': 'anonymous', 'aws:userid': 'anonymous' };
  }
  return {
    'aws:PrincipalArn': caller.principalArn,
    'aws:PrincipalAccount': caller.accountId,
    'aws:PrincipalType': PRINCIPAL_TYPES[caller.kind],
    'aws:userid': caller.userId,
    ...(caller.kind === 'user' ? { 'aws:username': caller.userName } : {}),
    ...organizationKeys(caller.accountId, world, 'Principal'),
  };
}

function resourceKeys(accountId: string | null, world: World): ContextKeys {
  if (accountId === null) return {};
  return { 'aws:ResourceAccount': accountId, ...organizationKeys(accountId, world, 'Resource') };
}

function organizationKeys(accountId: string, world: World, whose: 'Principal' | 'Resource'): ContextKeys {
  const path = organizationPath(world, accountId);
  if (path === null) return {};
  return {
    [`aws:${whose}OrgID`]: world.organization.id,
    [`aws:${whose}OrgPaths`]: [`${[world.organization.id, ...path.slice(0, -1)].join('/')}/`],
  };
}

function sessionKeys(caller: Caller): ContextKeys {
  if (caller.kind !== 'role-session' && caller.kind !== 'root-session') return {};
  return {
    'aws:TokenIssueTime': isoSeconds(caller.createdAt),
    'aws:MultiFactorAuthPresent': 'false',
    ...(caller.sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': caller.sourceIdentity }),
    ...(caller.kind === 'root-session' ? { 'aws:AssumedRoot': 'true' } : {}),
  };
}

function networkKeys({ headers, sourceIp }: WireRequest): ContextKeys {
  const address = headers['x-simulator-source-ip'] ?? sourceIp;
  const endpoint = headers['x-simulator-source-vpce'];
  const vpc = headers['x-simulator-source-vpc'];
  const secure = { 'aws:SecureTransport': headers['x-simulator-secure-transport'] === 'false' ? 'false' : 'true' };
  if (endpoint === undefined) return { ...secure, 'aws:SourceIp': address };
  return {
    ...secure,
    'aws:SourceVpce': endpoint,
    'aws:VpcSourceIp': address,
    ...(vpc === undefined ? {} : { 'aws:SourceVpc': vpc }),
  };
}

function timeKeys(now: number): ContextKeys {
  return { 'aws:CurrentTime': isoSeconds(now), 'aws:EpochTime': String(Math.floor(now / 1000)) };
}

function headerKey({ headers }: WireRequest, header: string, key: string): ContextKeys {
  const value = headers[header];
  return value === undefined ? {} : { [key]: value };
}

function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
