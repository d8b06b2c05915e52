/**
 * Gathers what the ledger must know of one remediation, and writes it at the two moments that count: the intent
 * before a change, the outcome after.
 * Flow: procedures note → `intend` (durable, or nothing is changed) → change → run.ts `end`s it.
 * Never: lets a change begin whose intent is not durable, or writes over a record that has ended.
 */
import type { RootSessionFacts } from '../aws/root-session.ts';
import { accountOf, type Outcome, type Remediation, type RemediationId } from '../domain/remediation.ts';
import { type Clock, type Instant, isoOf } from '../domain/time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type RecordedChange, recordVersion, type RemediationRecord } from '../ledger/record.ts';
import type { Log } from '../observe/log.ts';
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

export type JournalTools = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly newId: () => RemediationId;
  readonly log: Log;
};

type Given = {
  readonly remediation: Remediation;
  readonly attempt: number;
  readonly earlier: EarlierIntent | undefined;
};

export function openJournal({ remediation, attempt, earlier }: Given, tools: JournalTools): Journal {
  const { ledger, clock } = tools;
  const startedAt = earlier?.startedAt ?? isoOf(clock.now());
  const sessions = [...(earlier?.sessions ?? [])];
  let evidence: Evidence = earlier ?? nothingKnown;
  let place = remediation.id;

  const common = async () => {
    place = await placeFor(remediation, place, tools);
    return {
      schemaVersion: recordVersion,
      verdictSemantics,
      ...identityOf(remediation),
      remediationId: place,
      startedAt,
      attempts: Math.max(attempt, earlier?.attempts ?? 1),
      before: evidence.before,
      after: evidence.after,
      judgedPolicySha256: evidence.judgedPolicySha256,
      decision: evidence.decision,
      sessions,
    };
  };

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
      await ledger.record({ ...(await common()), state: 'intent', change, intendedAt: isoOf(clock.now()) });
    },
    end: async (outcome) => {
      const endedAt = isoOf(clock.now());
      await ledger.record({ ...(await common()), state: 'ended', change: evidence.change, outcome, endedAt });
    },
  };
}

/**
 * A job may run again although its remediation has ended: the process was killed in between, a worker's lock ran out
 * while it went on, or somebody retries it. What has ended stays; the new look gets an id of its own.
 */
async function placeFor(
  remediation: Remediation,
  place: RemediationId,
  { ledger, newId, log }: JournalTools,
): Promise<RemediationId> {
  const present = await ledger.find(accountOf(remediation), place);
  if (present?.state !== 'ended') return place;
  const own = newId();
  log.info({ recordedAs: own }, 'this remediation has ended before: recorded under an id of its own');
  return own;
}

const nothingKnown: Evidence = { before: null, after: null, judgedPolicySha256: null, decision: null, change: null };

function identityOf(remediation: Remediation) {
  const { eventTime, ...origin } = remediation.origin;
  return {
    task: remediation.task,
    account: accountOf(remediation),
    resource: remediation.task === 'make_rootless' ? null : remediation.resource,
    origin: { ...origin, ...momentOf(eventTime) },
    createdAt: isoOf(remediation.createdAt),
  };
}

const momentOf = (eventTime: Instant | undefined) => (eventTime === undefined ? {} : { eventTime: isoOf(eventTime) });
