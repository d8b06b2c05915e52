/**
 * AWS did not do what was asked, sorted into the few kinds that callers treat differently. Made in `aws/errors.ts`
 * from AWS's error codes, never from message texts (but for SCP denials, where AWS gives no code); read by
 * `jobs/retry.ts`, which knows what becomes of each kind.
 */
import { Failure } from './failure.ts';

/**
 * - `throttled`: too many requests; waiting is enough and costs no attempt.
 * - `unavailable`: 5xx, time-outs, connection errors; waiting is likely to be enough.
 * - `not_ready`: a young account or an eventually consistent change; patience.
 * - `expired`: the root session ran out; a new one is needed.
 * - `denied`: permissions are missing; a human must add them.
 * - `blocked_by_scp`: an organization policy denies it; a human must exempt root sessions.
 * - `gone`: the account, bucket, queue or credential does not exist (any more).
 * - `conflict`: somebody changed it at the same time; look again.
 * - `invalid`: AWS calls the request wrong: a defect of ours, or input that nobody checked.
 */
export type RefusalKind =
  'throttled' | 'unavailable' | 'not_ready' | 'expired' | 'denied' | 'blocked_by_scp' | 'gone' | 'conflict' | 'invalid';

export type RefusalDetails = {
  /** AWS's own code, such as `AccessDenied`. */
  readonly awsCode?: string;
  readonly requestId?: string;
  /** From a Retry-After header, when there was one. */
  readonly retryAfterMs?: number;
};

export class AwsRefusal extends Failure {
  override readonly name = 'AwsRefusal';
  readonly code = 'RK_AWS_REFUSED';
  readonly kind: RefusalKind;
  readonly details: RefusalDetails;

  /** `attempt` is a verb phrase ("read the policy of bucket"), `on` what it was done to. */
  constructor(
    attempt: string,
    on: string,
    why: { kind: RefusalKind; remedy: string } & RefusalDetails,
    cause: unknown,
  ) {
    const aws = why.awsCode === undefined ? '' : ` (${why.awsCode})`;
    super(`could not ${attempt} \`${on}\`: ${why.kind.replaceAll('_', ' ')}${aws}`, why.remedy, cause);
    this.kind = why.kind;
    this.details = {
      ...(why.awsCode === undefined ? {} : { awsCode: why.awsCode }),
      ...(why.requestId === undefined ? {} : { requestId: why.requestId }),
      ...(why.retryAfterMs === undefined ? {} : { retryAfterMs: why.retryAfterMs }),
    };
  }
}
