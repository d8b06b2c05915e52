/**
 * What an event tells us, after its envelope was checked: a hint where to look, never the truth. Whoever acts on a
 * signal reads the live state first.
 */
import type { AccountId, Region } from './account.ts';
import type { Bucket, Queue } from './resource.ts';
import type { RootTask } from './root-task.ts';
import type { Instant } from './time.ts';

/** Where a signal came from, kept in the ledger. No free text of the event but what was checked and cut to length. */
export type Origin = {
  readonly source: 'cloudtrail' | 'hook' | 'sweep' | 'audit' | 'cli' | 'replay';
  /** CloudTrail's `sharedEventID ?? eventID`: the same for every copy of one call. */
  readonly eventId?: string;
  readonly eventName?: string;
  readonly eventTime?: Instant;
  readonly requestId?: string;
  /** The ARN of whoever made the call, and the program they used, for the people who must be told. */
  readonly actor?: string;
  readonly userAgent?: string;
};

/** The policy as the event has it. `truncated`: CloudTrail left it out or cut it; only the live policy can tell. */
export type PolicyInEvent = { readonly kind: 'present'; readonly text: string } | { readonly kind: 'truncated' };

export type RootActivity =
  | 'console_login'
  | 'console_login_failed'
  | 'password_recovery_requested'
  | 'password_recovery_completed'
  | 'password_updated'
  | 'email_updated'
  | 'access_key_created'
  | 'mfa_changed'
  | 'login_profile_created'
  | 'other';

export type Signal =
  | {
      readonly kind: 'bucket_policy_changed';
      readonly resource: Bucket;
      readonly policy: PolicyInEvent;
      readonly origin: Origin;
    }
  | { readonly kind: 'bucket_policy_removed'; readonly resource: Bucket; readonly origin: Origin }
  | {
      readonly kind: 'queue_policy_changed';
      readonly resource: Queue;
      readonly policy: PolicyInEvent;
      readonly origin: Origin;
    }
  | { readonly kind: 'queue_policy_removed'; readonly resource: Queue; readonly origin: Origin }
  /** `created`: comes without root credentials, normally. `invited`: keeps what it had. */
  | {
      readonly kind: 'account_joined';
      readonly account: AccountId;
      readonly how: 'created' | 'invited' | 'unknown';
      readonly origin: Origin;
    }
  | { readonly kind: 'account_departed'; readonly account: AccountId; readonly origin: Origin }
  | { readonly kind: 'account_moved'; readonly account: AccountId; readonly origin: Origin }
  | {
      readonly kind: 'root_activity';
      readonly account: AccountId;
      readonly activity: RootActivity;
      readonly origin: Origin;
    }
  /** Somebody called sts:AssumeRoot. `accessKeyId` says whether it was us. */
  | {
      readonly kind: 'root_session_opened';
      readonly caller: AccountId;
      readonly target: string;
      readonly task: RootTask | undefined;
      readonly accessKeyId: string | undefined;
      readonly region: Region;
      readonly origin: Origin;
    }
  /** The event says that *something* joined or left, but not reliably what: compare with ListAccounts. */
  | { readonly kind: 'organization_changed'; readonly origin: Origin };
