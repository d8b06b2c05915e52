/**
 * STS AssumeRoot by somebody else than us: who may do that is worth an alert. Written in the caller's account. After
 * the sample in https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-track-privileged-tasks.html
 * Never: touches the session token that the record holds.
 */
import { parseRootTask, type RootTask } from '../domain/root-task.ts';
import type { TrailRecord } from './envelope.ts';
import type { EventKind } from './event-kind.ts';
import { fieldOf } from './fields.ts';
import { ignored, malformed, type ParsedEvent, signal } from './parsed-event.ts';
import { plainText } from './plain-text.ts';

export const assumeRoot: EventKind = {
  eventSource: 'sts.amazonaws.com',
  eventNames: ['AssumeRoot'],
  read: readAssumeRoot,
};

function readAssumeRoot(record: TrailRecord, isOwnKey: (accessKeyId: string) => boolean): ParsedEvent {
  const { requestParameters, responseElements, account, region, origin } = record;
  const key = fieldOf(responseElements, 'credentials', 'accessKeyId');
  // A format of their own, so that nothing else passes for an id: https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html
  const accessKeyId = typeof key === 'string' && /^\w{16,128}$/u.test(key) ? key : undefined;
  if (accessKeyId !== undefined && isOwnKey(accessKeyId)) return ignored('own_root_session');

  // An account id or the ARN of a principal.
  const target = plainText(fieldOf(requestParameters, 'targetPrincipal'), 512);
  if (target === undefined) return malformed('resource_invalid', 'no `targetPrincipal` in `detail.requestParameters`');
  const task = taskOf(fieldOf(requestParameters, 'taskPolicyArn', 'arn'));
  return signal({ kind: 'root_session_opened', caller: account, target, task, accessKeyId, region, origin });
}

function taskOf(policyArn: unknown): RootTask | undefined {
  if (typeof policyArn !== 'string') return undefined;
  return parseRootTask(/^arn:aws[a-z-]*:iam::aws:policy\/root-task\/(\w+)$/u.exec(policyArn)?.[1]);
}
