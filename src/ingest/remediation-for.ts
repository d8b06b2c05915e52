/** The remediation that a signal asks for. Pure. */
import type { Remediation, RemediationId } from '../domain/remediation.ts';
import type { Signal } from '../domain/signal.ts';
import type { Instant } from '../domain/time.ts';

const because = { created: 'created', invited: 'invited', unknown: 'joined' } as const;

/** `undefined`: there is nothing to remediate about a signal of this kind. */
export function remediationFor(signal: Signal, id: RemediationId, createdAt: Instant): Remediation | undefined {
  const { origin } = signal;
  switch (signal.kind) {
    case 'bucket_policy_changed':
      return { id, origin, createdAt, task: 'unlock_bucket', resource: signal.resource };
    case 'queue_policy_changed':
      return { id, origin, createdAt, task: 'unlock_queue', resource: signal.resource, ...policyOf(signal) };
    case 'account_joined':
      return { id, origin, createdAt, task: 'make_rootless', account: signal.account, because: because[signal.how] };
    case 'bucket_policy_removed':
    case 'queue_policy_removed':
    case 'account_departed':
    case 'account_moved':
    case 'organization_changed':
    case 'root_activity':
    case 'root_session_opened':
      return undefined;
  }
}

const policyOf = ({ policy }: Extract<Signal, { kind: 'queue_policy_changed' }>) =>
  policy.kind === 'present' ? { policyInEvent: policy.text } : {};
