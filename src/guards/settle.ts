/**
 * How long a remediation should wait so that what belongs together becomes one: whoever changes a policy twice within
 * seconds is repaired once, after the last time, and an account that two or three events announce is audited once.
 * Pure. Policy events come minutes late as a rule, and then nothing is left to wait for.
 */
import type { Remediation } from '../domain/remediation.ts';
import type { Instant } from '../domain/time.ts';

export function settlingMs({ task, origin }: Remediation, now: Instant, settleMs: number): number {
  if (origin.eventTime === undefined) return 0;
  // CreateAccountResult, AccountJoinedOrganization and CreateManagedAccount come one after the other, however late.
  if (task === 'make_rootless') return settleMs;
  // A clock that differs must not make us wait for longer than was asked.
  return Math.min(settleMs, Math.max(0, origin.eventTime + settleMs - now));
}
