/**
 * How long a remediation should wait so that an edit in progress is left alone: whoever changes a policy twice within
 * seconds is repaired once, after the last time.
 * Pure. Events come minutes late as a rule, and then nothing is left to wait for.
 */
import type { Remediation } from '../domain/remediation.ts';
import type { Instant } from '../domain/time.ts';

export function settlingMs({ task, origin }: Remediation, now: Instant, settleMs: number): number {
  if (task === 'make_rootless' || origin.eventTime === undefined) return 0;
  // A clock that differs must not make us wait for longer than was asked.
  return Math.min(settleMs, Math.max(0, origin.eventTime + settleMs - now));
}
