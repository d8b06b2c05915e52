/**
 * `sts:AssumeRoot`: a session as the root of a member account, bounded by one of five task policies.
 * AWS answers every refusal but a malformed request with the same AccessDenied; why it was refused stands in the
 * simulator's request log, and only there.
 */
import { authorize } from '../../access/authorize.ts';
import { unknownOperation } from '../../server/unknown-operation.ts';
import { javaDate } from '../../trail/java-date.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import { queryResponse } from '../../wire/respond.ts';
import type { TrailNote, WireRequest } from '../../wire/wire.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { actsForOrganization, IAM_SERVICE } from '../organization-roles.ts';
import { matching, requiredText, wholeNumber } from '../parameters.ts';
import { ROOT_TASKS, type RootTask } from './task-policies.ts';
import { credentialsElement, newTemporaryKeys, type TemporaryKeys } from './temporary-keys.ts';

/** An account id; a principal of the account will do as well. */
const TARGET = /^(?:arn:aws:iam::)?(\d{12})(?::(?:root|user\/\S+|role\/\S+))?$/;
const TASK_PARAMETER = 'TaskPolicyArn.arn';

export const assumeRoot: Operation = (request, caller, world) => {
  if (isGlobalEndpoint(request)) throw unknownOperation(request);
  const target = TARGET.exec(matching(request, 'TargetPrincipal', TARGET))?.[1] ?? '';
  const taskPolicyArn = requiredText(request, TASK_PARAMETER);
  const durationSeconds = wholeNumber(request, 'DurationSeconds', { min: 0, max: 900, absent: 900 });
  const resource = `arn:aws:iam::${target}:root`;
  request.notes.resource = resource;
  const trail = noteOf(request, target, taskPolicyArn);
  request.notes.trail = trail;

  const refuse = (reason: string): AwsFault => denied(caller, resource, reason);
  const task = grantedTask(world, caller, { target, taskPolicyArn }, refuse);
  authorize(request, caller, world, {
    action: 'sts:AssumeRoot',
    resource,
    // The target's own policies have no say in this, only the caller's.
    resourceAccountId: null,
    context: { 'sts:TaskPolicyArn': taskPolicyArn },
  });

  const sourceIdentity = caller.kind === 'role-session' ? caller.sourceIdentity : undefined;
  const keys = newTemporaryKeys(world, durationSeconds);
  world.credentials.set(keys.accessKeyId, {
    kind: 'root-session',
    ...keys,
    accountId: target,
    taskPolicyArn,
    taskPolicy: task.policy,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  });
  trail.responseElements = responseElements(keys);
  return queryResponse(request, { Credentials: credentialsElement(keys), SourceIdentity: sourceIdentity });
};

/**
 * Only Regional endpoints know the operation
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html); the symptom is InvalidAction
 * (boto/boto3#4461). Behind one port of this machine the signature's Region tells which endpoint was meant.
 */
function isGlobalEndpoint({ host, region }: WireRequest): boolean {
  return region === 'aws-global' || host === 'sts.amazonaws.com' || host.startsWith('sts.amazonaws.com:');
}

type Asked = { readonly target: string; readonly taskPolicyArn: string };

function grantedTask(
  world: World,
  caller: IdentifiedCaller,
  { target, taskPolicyArn }: Asked,
  refuse: (reason: string) => AwsFault,
): RootTask {
  const { organization } = world;
  if (caller.kind === 'root-session' || caller.kind === 'root-user') throw refuse('root may not assume root');
  if (!actsForOrganization(world, caller, IAM_SERVICE)) {
    throw refuse('the caller is neither in the management account nor in the delegated administrator for IAM');
  }
  const task = ROOT_TASKS.get(taskPolicyArn);
  if (task === undefined) throw refuse('there is no such task policy');
  if (!organization.trustedAccess.has(IAM_SERVICE)) throw refuse('trusted access for IAM is not enabled');
  if (!organization.features.has(task.feature)) throw refuse(`the feature ${task.feature} is not enabled`);
  if (target === organization.managementAccountId) throw refuse('the target is the management account');
  const account = world.accounts.get(target);
  if (account === undefined) throw refuse('the target is no member of the organization');
  if (account.state !== 'ACTIVE') throw refuse(`the target account is ${account.state}`);
  return task;
}

function denied(caller: IdentifiedCaller, resource: string, reason: string): AwsFault {
  const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRoot on resource: ${resource}`;
  return new AwsFault('AccessDenied', 403, message, { reason });
}

function noteOf(request: WireRequest, target: string, taskPolicyArn: string): TrailNote {
  const durationSeconds = request.params['DurationSeconds'];
  return {
    requestParameters: {
      targetPrincipal: request.params['TargetPrincipal'],
      taskPolicyArn: { arn: taskPolicyArn },
      ...(durationSeconds === undefined ? {} : { durationSeconds: Number(durationSeconds) }),
    },
    resources: [{ accountId: target, type: 'AWS::IAM::RootUser', ARN: `arn:aws:iam::${target}:root` }],
  };
}

/** The token is in the event, the secret is not: as in AWS's own sample. */
function responseElements({ accessKeyId, sessionToken, expiresAt }: TemporaryKeys) {
  return { credentials: { accessKeyId, sessionToken, expiration: javaDate(expiresAt) } };
}
