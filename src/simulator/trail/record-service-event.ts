/**
 * What a service tells of by itself, without a call: accounts created, joined, closed. Only the management account's bus
 * in us-east-1 hears of them. Shapes after real CreateAccountResult and CloseAccountResult events.
 */
import type { CloudEvent } from '../world/cloud-event.ts';
import type { World } from '../world/world.ts';
import { isoSeconds } from './user-identity.ts';

type ServiceEvent = {
  readonly eventName: string;
  readonly serviceEventDetails: Readonly<Record<string, unknown>>;
  /** Older events say `AWS Internal`. */
  readonly invokedBy: 'AWS Internal' | 'organizations.amazonaws.com';
};

export function recordOrganizationsEvent(
  world: World,
  { eventName, serviceEventDetails, invokedBy }: ServiceEvent,
): CloudEvent {
  const account = world.organization.managementAccountId;
  const time = isoSeconds(world.clock.now());
  return {
    version: '0',
    id: world.ids.uuid(),
    'detail-type': 'AWS Service Event via CloudTrail',
    source: 'aws.organizations',
    account,
    time,
    region: 'us-east-1',
    resources: [],
    detail: {
      eventVersion: '1.08',
      userIdentity: { accountId: account, invokedBy },
      eventTime: time,
      eventSource: 'organizations.amazonaws.com',
      eventName,
      awsRegion: 'us-east-1',
      sourceIPAddress: invokedBy,
      userAgent: invokedBy,
      requestParameters: null,
      responseElements: null,
      eventID: world.ids.uuid(),
      readOnly: false,
      eventType: 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: account,
      serviceEventDetails,
      eventCategory: 'Management',
    },
  };
}
