/** A signal in the log: constant messages, and fields that were checked when the event was parsed. */
import { arnOf } from '../domain/resource.ts';
import { rootUserArn } from '../domain/root-task.ts';
import type { Signal } from '../domain/signal.ts';
import { isoOf } from '../domain/time.ts';
import type { DecisionReason } from '../guards/decide.ts';

export function logFieldsOf(signal: Signal): object {
  const { origin, kind } = signal;
  return {
    signal: kind,
    ...subjectOf(signal),
    ...(origin.eventId === undefined ? {} : { eventId: origin.eventId }),
    ...(origin.eventName === undefined ? {} : { eventName: origin.eventName }),
    ...(origin.eventTime === undefined ? {} : { eventTime: isoOf(origin.eventTime) }),
    ...(origin.actor === undefined ? {} : { actor: origin.actor }),
  };
}

function subjectOf(signal: Signal): object {
  switch (signal.kind) {
    case 'bucket_policy_changed':
    case 'bucket_policy_removed':
    case 'queue_policy_changed':
    case 'queue_policy_removed':
      return { accountId: signal.resource.account, resource: arnOf(signal.resource), region: signal.resource.region };
    case 'account_joined':
      return { accountId: signal.account, resource: rootUserArn(signal.account), how: signal.how };
    case 'account_departed':
    case 'account_moved':
      return { accountId: signal.account };
    case 'root_activity':
      return { accountId: signal.account, resource: rootUserArn(signal.account), activity: signal.activity };
    case 'root_session_opened': {
      const { caller, target, task, accessKeyId, region } = signal;
      return { accountId: caller, target, task, accessKeyId, region };
    }
    case 'organization_changed':
      return {};
  }
}

const warnings: Readonly<Partial<Record<DecisionReason, string>>> = {
  verdict_conditional: 'a policy locks everybody out unless something outside it is so',
  verdict_unknown: 'a policy could not be judged',
  organization_changed: 'an account joined or left the organization, and the event does not say which',
  root_activity: 'the root user of an account did something',
  root_session_not_ours: 'somebody else opened a root session',
};

export const warningFor = (reason: DecisionReason): string => warnings[reason] ?? 'a human should look at a signal';
