/**
 * One API call as the CloudTrail event that EventBridge delivers for it.
 * Flow: handler notes what the call was about → [record] → rules → queues. Only calls with a note are recorded.
 */
import type { AwsFault } from '../wire/aws-fault.ts';
import type { Caller } from '../wire/caller.ts';
import type { TrailNote, WireRequest } from '../wire/wire.ts';
import type { CloudEvent } from '../world/cloud-event.ts';
import type { World } from '../world/world.ts';
import { isoSeconds, userIdentity } from './user-identity.ts';

/** What CloudTrail wants to know of a request: also told of changes that came over no wire. */
export type RecordedRequest = Pick<
  WireRequest,
  'requestId' | 'service' | 'operation' | 'region' | 'sourceIp' | 'headers'
>;

export function recordCall(
  call: { readonly request: RecordedRequest; readonly caller: Caller; readonly note: TrailNote },
  fault: AwsFault | null,
  world: World,
): CloudEvent {
  const { request, caller, note } = call;
  const time = isoSeconds(world.clock.now());
  const account = note.recipientAccountId ?? (caller.kind === 'anonymous' ? '' : caller.accountId);
  const region = note.region ?? request.region;
  return {
    version: '0',
    id: world.ids.uuid(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${request.service}`,
    account,
    time,
    region,
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: identityOf(caller, request, world),
      eventTime: time,
      eventSource: `${request.service}.amazonaws.com`,
      eventName: note.eventName ?? request.operation,
      awsRegion: region,
      sourceIPAddress: request.sourceIp,
      userAgent: `[${request.headers['user-agent'] ?? 'unknown'}]`,
      ...(fault === null ? {} : { errorCode: fault.extras.queryCode ?? fault.code, errorMessage: fault.message }),
      requestParameters: note.requestParameters,
      responseElements: fault === null ? (note.responseElements ?? null) : null,
      ...(note.additionalEventData === undefined ? {} : { additionalEventData: note.additionalEventData }),
      requestID: request.requestId,
      eventID: world.ids.uuid(),
      readOnly: false,
      ...(note.resources === undefined ? {} : { resources: note.resources }),
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  };
}

function identityOf(caller: Caller, request: RecordedRequest, world: World): Record<string, unknown> {
  if (caller.kind === 'anonymous') return { type: 'AWSAccount', principalId: '', accountId: 'anonymous' };
  // Seen on IAM events; AWS's own S3 sample of a root session lacks the marker.
  const marks = request.service === 'iam' || request.service === 'sts' || world.settings.assumedRootInServiceEvents;
  return userIdentity(caller, marks);
}
