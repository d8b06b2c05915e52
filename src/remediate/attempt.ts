/**
 * What a procedure is given: one attempt at one remediation, and the tools that all attempts share.
 * Flow: daemon and CLI build the tools → run.ts makes the attempt → procedures use it.
 */
import type { OrganizationFeature } from '../aws/organization-features.ts';
import type { OrganizationDirectory } from '../aws/organization.ts';
import type { RootSessions } from '../aws/root-session.ts';
import type { AccountId } from '../domain/account.ts';
import type { Remediation, RemediationId } from '../domain/remediation.ts';
import type { Partition } from '../domain/root-task.ts';
import type { Clock } from '../domain/time.ts';
import type { Rules } from '../guards/decide.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Facts } from '../policy/question.ts';
import type { Journal } from './journal.ts';

export type Tools = {
  readonly organization: Pick<OrganizationDirectory, 'describe' | 'find'>;
  readonly sessions: Pick<RootSessions, 'open'>;
  /** Which root access features are on. Asked only after AWS has denied a session. */
  readonly readFeatures: () => Promise<readonly OrganizationFeature[]>;
  readonly ledger: Ledger;
  readonly rules: RemediationRules;
  readonly metrics: Pick<
    Metrics,
    'findings' | 'decisions' | 'remediations' | 'remediationDuration' | 'timeToHeal' | 'lastSuccess'
  >;
  readonly log: Log;
  readonly clock: Clock;
  readonly newId: () => RemediationId;
  /** Does nothing, but for tests that end the process there. */
  readonly checkpoint?: ((name: Checkpoint) => Promise<void>) | undefined;
};

/** The steps between which a crash must do no harm. */
export const checkpoints = [
  'before_session',
  'after_session',
  'after_intent',
  'after_write',
  'before_outcome',
] as const;
export type Checkpoint = (typeof checkpoints)[number];

export type RemediationRules = Rules & {
  readonly partition: Partition;
  readonly excludeAccounts: readonly AccountId[];
  readonly facts: Facts;
  readonly breakGlassPrincipals: readonly string[];
  /** An operator's `--dry-run`: `observe` under a name of its own. Wants `mode: 'observe'`. */
  readonly dryRun?: boolean;
  /** An operator's `--policy`: takes the place of every strategy. */
  readonly replacement?: string;
};

export type Attempt<Work extends Remediation = Remediation> = {
  readonly remediation: Work;
  /** How the account came to the organization, as the organization says it. */
  readonly joined: 'created' | 'invited' | 'unknown';
  /** AWS may not know the account everywhere yet. */
  readonly isYoung: boolean;
  readonly tools: Tools;
  readonly journal: Journal;
  /** Every line carries the remediation's id, account, resource and event. */
  readonly log: Log;
  /** Aborted when the process is asked to stop: ends waits, never a change that has begun. */
  readonly signal: AbortSignal;
};
