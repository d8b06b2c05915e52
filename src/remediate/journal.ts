/**
 * Gathers what the ledger must know of one remediation, and writes it at the two moments that count: the intent
 * before a change, the outcome after.
 * Flow: procedures note → `intend` (durable, or nothing is changed) → change → run.ts `end`s it.
 * Never: lets a change begin whose intent is not durable.
 */
import type { RootSessionFacts } from '../aws/root-session.ts';
import { accountOf, type Outcome, type Remediation } from '../domain/remediation.ts';
import { type Clock, type Instant, isoOf } from '../domain/time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type RecordedChange, recordVersion, type RemediationRecord } from '../ledger/record.ts';
import { verdictSemantics } from '../policy/analyze.ts';

type Evidence = Pick<RemediationRecord, 'before' | 'after' | 'judgedPolicySha256' | 'decision' | 'change'>;

/** A record whose end was never written: rootkeeper stopped in between. */
export type EarlierIntent = Extract<RemediationRecord, { state: 'intent' }>;

export type Journal = {
  readonly earlier: EarlierIntent | undefined;
  readonly note: (evidence: Partial<Evidence>) => void;
  readonly addSession: (session: RootSessionFacts) => void;
  /** Throws `LedgerFailure`: then nothing may be changed. */
  readonly intend: (change: RecordedChange) => Promise<void>;
  readonly end: (outcome: Outcome) => Promise<void>;
};

type Given = {
  readonly remediation: Remediation;
  readonly attempt: number;
  readonly earlier: EarlierIntent | undefined;
};

export function openJournal({ remediation, attempt, earlier }: Given, ledger: Ledger, clock: Clock): Journal {
  const startedAt = earlier?.startedAt ?? isoOf(clock.now());
  const sessions = [...(earlier?.sessions ?? [])];
  let evidence: Evidence = earlier ?? nothingKnown;

  const common = () => ({
    schemaVersion: recordVersion,
    verdictSemantics,
    ...identityOf(remediation),
    startedAt,
    attempts: Math.max(attempt, earlier?.attempts ?? 1),
    before: evidence.before,
    after: evidence.after,
    judgedPolicySha256: evidence.judgedPolicySha256,
    decision: evidence.decision,
    sessions,
  });

  return {
    earlier,
    note: (more) => {
      evidence = { ...evidence, ...more };
    },
    addSession: ({ task, accessKeyId, requestId, openedAt, expiresAt }) => {
      sessions.push({ task, accessKeyId, requestId, openedAt: isoOf(openedAt), expiresAt: isoOf(expiresAt) });
    },
    intend: async (change) => {
      evidence = { ...evidence, change };
      await ledger.record({ ...common(), state: 'intent', change, intendedAt: isoOf(clock.now()) });
    },
    end: async (outcome) => {
      const endedAt = isoOf(clock.now());
      await ledger.record({ ...common(), state: 'ended', change: evidence.change, outcome, endedAt });
    },
  };
}

const nothingKnown: Evidence = { before: null, after: null, judgedPolicySha256: null, decision: null, change: null };

function identityOf(remediation: Remediation) {
  const { eventTime, ...origin } = remediation.origin;
  return {
    remediationId: remediation.id,
    task: remediation.task,
    account: accountOf(remediation),
    resource: remediation.task === 'make_rootless' ? null : remediation.resource,
    origin: { ...origin, ...momentOf(eventTime) },
    createdAt: isoOf(remediation.createdAt),
  };
}

const momentOf = (eventTime: Instant | undefined) => (eventTime === undefined ? {} : { eventTime: isoOf(eventTime) });
