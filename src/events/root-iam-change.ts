/**
 * What a root user changes in IAM: its own credentials above all. After the samples in
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html. A change to itself names no user, or
 * names the `AWS ROOT USER`.
 */
import type { RootActivity } from '../domain/signal.ts';
import type { EventKind } from './event-kind.ts';
import { fieldOf } from './fields.ts';
import { ignored } from './parsed-event.ts';
import { rootActivity } from './root-activity.ts';

const ownCredentials: ReadonlyMap<string, RootActivity> = new Map([
  ['CreateAccessKey', 'access_key_created'],
  ['CreateLoginProfile', 'login_profile_created'],
  ['UpdateLoginProfile', 'password_updated'],
  ['EnableMFADevice', 'mfa_changed'],
  ['DeactivateMFADevice', 'mfa_changed'],
]);

export const rootIamChange: EventKind = {
  eventSource: 'iam.amazonaws.com',
  eventNames: 'others',
  read: (record) => {
    if (record.caller.type !== 'Root') return ignored('not_root');
    const activity = ownCredentials.get(record.eventName);
    if (activity === undefined) return rootActivity(record, 'other');
    const user = fieldOf(record.requestParameters, 'userName') ?? 'AWS ROOT USER';
    return user === 'AWS ROOT USER' ? rootActivity(record, activity) : ignored('not_root');
  },
};
