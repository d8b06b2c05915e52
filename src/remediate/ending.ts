/**
 * What an error means for the remediation: its end, or `undefined` when a later attempt may mend it.
 * Flow: run.ts records the end with all the evidence; what may be mended is thrown on, and `jobs/retry.ts` decides.
 * Pure.
 */
import { AssertionError } from 'node:assert';
import { AwsRefusal } from '../domain/aws-refusal.ts';
import type { Failure } from '../domain/failure.ts';
import type { Outcome, Remediation } from '../domain/remediation.ts';
import { FeatureDisabled } from './open-session.ts';

export function endingOf(error: unknown, remediation: Remediation): Outcome | undefined {
  if (error instanceof FeatureDisabled) return { kind: 'refused', reason: 'feature_disabled', explanation: say(error) };
  if (error instanceof AwsRefusal) return endingOfRefusal(error, remediation);
  // Doing it again would be wrong again.
  if (error instanceof AssertionError)
    return { kind: 'failed', reason: 'defect', explanation: `Defect in rootkeeper: not so: ${error.message}.` };
  return undefined;
}

function endingOfRefusal(refusal: AwsRefusal, { task }: Remediation): Outcome | undefined {
  const explanation = say(refusal);
  switch (refusal.kind) {
    case 'throttled':
    case 'unavailable':
    case 'not_ready':
    case 'expired':
    case 'conflict':
      return undefined;
    case 'denied':
      return { kind: 'refused', reason: 'denied', explanation };
    case 'blocked_by_scp':
      return { kind: 'refused', reason: 'blocked_by_scp', explanation };
    case 'gone': {
      const reason = task === 'make_rootless' ? 'account_gone' : 'resource_gone';
      return { kind: 'not_needed', reason, explanation };
    }
    case 'invalid':
      return { kind: 'failed', reason: 'invalid_request', explanation };
  }
}

const say = ({ message, remedy }: Failure): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${remedy}`;
