/**
 * The root user at the console: sign-in, lost and changed passwords, a changed address. After the samples in
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
import type { RootActivity } from '../domain/signal.ts';
import type { TrailRecord } from './envelope.ts';
import type { EventKind } from './event-kind.ts';
import { fieldOf } from './fields.ts';
import { ignored, type ParsedEvent } from './parsed-event.ts';
import { rootActivity } from './root-activity.ts';

const activities: ReadonlyMap<string, RootActivity> = new Map([
  ['ConsoleLogin', 'console_login'],
  ['PasswordRecoveryRequested', 'password_recovery_requested'],
  ['PasswordRecoveryCompleted', 'password_recovery_completed'],
  ['PasswordUpdated', 'password_updated'],
  ['EmailUpdated', 'email_updated'],
]);

export const rootSignIn: EventKind = {
  eventSource: 'signin.amazonaws.com',
  eventNames: [...activities.keys()],
  // Somebody who tries the root password is worth knowing of.
  failures: 'matter',
  read: readSignIn,
};

function readSignIn(record: TrailRecord): ParsedEvent {
  const { eventName, responseElements, caller, hasFailed } = record;
  // Only root has a password to recover, and nobody has signed in yet when it is asked for.
  const isRoot = caller.type === 'Root' || (caller.type === undefined && eventName !== 'ConsoleLogin');
  if (!isRoot) return ignored('not_root');
  if (eventName === 'ConsoleLogin') {
    const isIn = fieldOf(responseElements, 'ConsoleLogin') === 'Success';
    return rootActivity(record, isIn ? 'console_login' : 'console_login_failed');
  }
  return hasFailed ? ignored('failed_call') : rootActivity(record, activities.get(eventName) ?? 'other');
}
