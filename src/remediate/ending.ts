/**
 * What an error means for the remediation: its end, or `undefined` when a later attempt may mend it.
 * Flow: run.ts records the end; what may be mended is thrown on, and `jobs/retry.ts` decides when.
 * Pure.
 */
import { AwsRefusal } from '../domain/aws-refusal.ts';
import { Failure } from '../domain/failure.ts';
import type { Outcome } from '../domain/remediation.ts';
import { FeatureDisabled } from './open-session.ts';

export function endingOf(error: unknown): Outcome | undefined {
  if (error instanceof FeatureDisabled) return { kind: 'refused', reason: 'feature_disabled', explanation: say(error) };
  if (error instanceof AwsRefusal) return endingOfRefusal(error);
  // The ledger or the store is out of order: that passes.
  if (error instanceof Failure) return undefined;
  // An assertion that failed, a type that was wrong: doing it again would be wrong again.
  return { kind: 'failed', reason: 'defect', explanation: `Defect in rootkeeper: ${messageOf(error)}` };
}

function endingOfRefusal(refusal: AwsRefusal): Outcome | undefined {
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
    case 'gone':
      return { kind: 'not_needed', reason: 'resource_gone', explanation };
    case 'invalid':
      return { kind: 'failed', reason: 'invalid_request', explanation };
  }
}

/** The last attempt has failed too. */
export const exhausted = (error: unknown): Outcome =>
  endingOf(error) ?? {
    kind: 'failed',
    reason: 'retries_exhausted',
    explanation: `Given up after the last attempt: ${error instanceof Failure ? say(error) : messageOf(error)}`,
  };

const say = ({ message, remedy }: Failure): string => `${message}. ${remedy}`;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
