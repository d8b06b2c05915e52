/**
 * What the root user does at the sign-in page, as CloudTrail tells it (AwsConsoleSignIn): in the account itself, in
 * us-east-1. After the samples of "Console sign-in events" in the CloudTrail User Guide.
 */
import type { CloudEvent } from '../world/cloud-event.ts';
import type { World } from '../world/world.ts';
import { isoSeconds } from './user-identity.ts';

export type SignIn = {
  readonly accountId: string;
  readonly eventName: string;
  readonly outcome: 'Success' | 'Failure';
  readonly usedMfa: boolean;
};

export function recordSignIn(world: World, { accountId, eventName, outcome, usedMfa }: SignIn): CloudEvent {
  const time = isoSeconds(world.clock.now());
  const arn = `arn:aws:iam::${accountId}:root`;
  return {
    version: '0',
    id: world.ids.uuid(),
    'detail-type': 'AWS Console Sign In via CloudTrail',
    source: 'aws.signin',
    account: accountId,
    time,
    region: 'us-east-1',
    resources: [],
    detail: {
      eventVersion: '1.08',
      userIdentity: { type: 'Root', principalId: accountId, arn, accountId, accessKeyId: '' },
      eventTime: time,
      eventSource: 'signin.amazonaws.com',
      eventName,
      awsRegion: 'us-east-1',
      sourceIPAddress: '198.51.100.1',
      userAgent: 'Mozilla/5.0',
      ...(outcome === 'Success' ? {} : { errorMessage: 'Failed authentication' }),
      requestParameters: null,
      responseElements: { [eventName]: outcome },
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home',
        MobileVersion: 'No',
        MFAUsed: usedMfa ? 'Yes' : 'No',
      },
      eventID: world.ids.uuid(),
      readOnly: false,
      eventType: 'AwsConsoleSignIn',
      managementEvent: true,
      recipientAccountId: accountId,
      eventCategory: 'Management',
    },
  };
}
