/**
 * A small world, its callers and bare requests, for asking the simulator's `authorize` directly: no server, no wire.
 */
import { AwsFault } from '../../src/simulator/wire/aws-fault.ts';
import type { Caller, RootSessionCaller, RoleSessionCaller, UserCaller } from '../../src/simulator/wire/caller.ts';
import type { WireRequest } from '../../src/simulator/wire/wire.ts';
import { type Access, authorize } from '../../src/simulator/access/authorize.ts';
import { addAccount, ADMINISTRATOR_ACCESS } from '../../src/simulator/world/add-account.ts';
import { ROOT_TASKS } from '../../src/simulator/services/sts/task-policies.ts';
import { createIds } from '../../src/simulator/world/ids.ts';
import { newOrganization } from '../../src/simulator/seed/new-organization.ts';
import { createWorld, type World } from '../../src/simulator/world/world.ts';

export const MEMBER = '111122223333';
export const OTHER_MEMBER = '444455556666';
export const OU = 'ou-ab12-11111111';

/** The management account and two members, one of them in an organizational unit. */
export function smallWorld(): World {
  const organization = newOrganization(createIds(7), { rootAccess: true, now: 0 });
  const world = createWorld({
    organization,
    seed: 7,
    settings: {
      endpoint: 'http://localhost:1',
      latencyMs: 0,
      homeRegion: 'us-east-1',
      assumedRootInServiceEvents: false,
      iamPageSize: 100,
      organizationsPageSize: 20,
      organizationsEmptyPages: false,
      accountChangeMs: 0,
    },
  });
  const { rootId, managementAccountId } = organization;
  organization.organizationalUnits.set(OU, { id: OU, arn: `arn:${OU}`, name: 'workloads', parentId: rootId });
  for (const [id, parentId] of [
    [managementAccountId, rootId],
    [MEMBER, OU],
    [OTHER_MEMBER, rootId],
  ] as const) {
    addAccount(world, { id, parentId, name: id, email: `${id}@example.com`, joinedMethod: 'CREATED', joinedAt: 0 });
  }
  return world;
}

export function user(accountId: string, policies: readonly string[] = [ADMINISTRATOR_ACCESS]): UserCaller {
  const arn = `arn:aws:iam::${accountId}:user/alice`;
  const identity = { accountId, arn, principalArn: arn, userId: 'AIDAALICE23456789012', accessKeyId: 'AKIA1' };
  return { kind: 'user', ...identity, userName: 'alice', identityPolicies: policies };
}

export function roleSession(
  accountId: string,
  given: { readonly policies?: readonly string[]; readonly sessionPolicies?: readonly string[] } = {},
): RoleSessionCaller {
  return {
    kind: 'role-session',
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/admin/monday`,
    principalArn: `arn:aws:iam::${accountId}:role/admin`,
    userId: 'AROAADMIN23456789012:monday',
    accessKeyId: 'ASIA1',
    roleName: 'admin',
    roleId: 'AROAADMIN23456789012',
    sessionName: 'monday',
    createdAt: 0,
    expiresAt: 3_600_000,
    identityPolicies: given.policies ?? [ADMINISTRATOR_ACCESS],
    sessionPolicies: given.sessionPolicies ?? [],
  };
}

export function rootSession(accountId: string, task: string): RootSessionCaller {
  const taskPolicyArn = `arn:aws:iam::aws:policy/root-task/${task}`;
  const taskPolicy = ROOT_TASKS.get(taskPolicyArn)?.policy;
  if (taskPolicy === undefined) throw new Error(`no such task: ${task}`);

  const arn = `arn:aws:iam::${accountId}:root`;
  const identity = { accountId, arn, principalArn: arn, userId: accountId, accessKeyId: 'ASIA2' };
  return { kind: 'root-session', ...identity, taskPolicyArn, taskPolicy, createdAt: 0, expiresAt: 900_000 };
}

export function bareRequest(service: string, headers: Readonly<Record<string, string>> = {}): WireRequest {
  const protocol = service === 's3' ? 'rest-xml' : service === 'sqs' ? 'json-1.0' : 'query';
  return {
    requestId: 'request-1',
    protocol: service === 'organizations' ? 'json-1.1' : protocol,
    method: 'POST',
    host: 'localhost',
    path: '/',
    rawUrl: '/',
    query: new URLSearchParams(),
    headers: { authorization: 'AWS4-HMAC-SHA256 …', ...headers },
    body: Buffer.alloc(0),
    service,
    region: 'eu-west-1',
    operation: '',
    params: {},
    s3: null,
    sourceIp: '198.51.100.7',
    notes: {},
  };
}

/** The refusal, or null when the caller may. */
export function refusalOf(request: WireRequest, caller: Caller, world: World, access: Access): AwsFault | null {
  try {
    authorize(request, caller, world, access);
    return null;
  } catch (fault) {
    if (fault instanceof AwsFault) return fault;
    throw fault;
  }
}
