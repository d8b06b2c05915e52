/**
 * One message body into what must become of it: signals are judged and decided on, and what is to be remediated is
 * durable in the queue before the message may be deleted.
 * Flow: poll-loop → [hand over: parse → analyse → decide → enqueue] → jobs.
 * Never: rejects; acts on anything itself; logs a policy, or text of an event that was not checked.
 */
import type { RemediationId } from '../domain/remediation.ts';
import { serviceOf } from '../domain/resource.ts';
import type { Partition } from '../domain/root-task.ts';
import type { Signal } from '../domain/signal.ts';
import type { Clock } from '../domain/time.ts';
import type { Analysis } from '../domain/verdict.ts';
import { type EventContext, parseEvent } from '../events/parse-event.ts';
import { decideOnSignal, type Rules } from '../guards/decide.ts';
import type { Enqueue } from '../jobs/enqueue.ts';
import type { Log } from '../observe/log.ts';
import type { Metrics } from '../observe/metrics.ts';
import { analyze, type Facts } from '../policy/analyze.ts';
import type { Fate, HandOver } from './fate.ts';
import { logFieldsOf, warningFor } from './log-signal.ts';
import { remediationFor } from './remediation-for.ts';

export type HandOverParts = EventContext & {
  readonly rules: Rules;
  readonly knowledge: Knowledge;
  readonly enqueue: Enqueue;
  readonly newId: () => RemediationId;
  readonly metrics: Pick<
    Metrics,
    'eventsReceived' | 'eventsDiscarded' | 'signals' | 'findings' | 'decisions' | 'eventLag'
  >;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
};

/** What the analyser is told beside the policy. */
type Knowledge = {
  readonly partition: Partition;
  readonly organizationId?: string | undefined;
  readonly facts?: Facts | undefined;
};

export function handOverWith(parts: HandOverParts): HandOver {
  return async (body) => {
    try {
      return await handOver(body, parts);
    } catch (error) {
      // A defect of ours must cost one message, not the queue.
      parts.log.error({ err: error }, 'an event could not be handled and is left for the dead-letter queue');
      return 'redrive';
    }
  };
}

async function handOver(body: string, parts: HandOverParts): Promise<Fate> {
  const { metrics, log, source } = parts;
  metrics.eventsReceived.inc({ source });
  const parsed = parseEvent(body, parts);
  switch (parsed.kind) {
    case 'malformed':
      metrics.eventsDiscarded.inc({ reason: parsed.reason });
      log.warn(
        { reason: parsed.reason, problem: parsed.problem },
        'an event is malformed and left for the dead-letter queue',
      );
      return 'redrive';
    case 'ignored':
      metrics.eventsDiscarded.inc({ reason: parsed.reason });
      log.debug({ reason: parsed.reason }, 'an event asks for nothing');
      return 'delete';
    case 'signals':
      return await actOnAll(parsed.signals, parts);
  }
}

async function actOnAll(signals: readonly Signal[], parts: HandOverParts): Promise<Fate> {
  for (const signal of signals) {
    measureLag(signal, parts);
    const fate = await actOn(signal, parts);
    // The ones before it are in the queue already, where a second delivery finds them.
    if (fate !== 'delete') return fate;
  }
  return 'delete';
}

async function actOn(signal: Signal, parts: HandOverParts): Promise<Fate> {
  const { metrics, log, rules } = parts;
  const analysis = judge(signal, parts);
  const decision = decideOnSignal(signal, analysis, rules);
  metrics.signals.inc({ kind: signal.kind });
  metrics.decisions.inc({ ...decision });

  const fields = { ...logFieldsOf(signal), ...decision, ...findingOf(analysis) };
  switch (decision.action) {
    case 'ignore':
      log.debug(fields, 'a signal needs no action');
      return 'delete';
    case 'notify':
      log.warn(fields, warningFor(decision.reason));
      return 'delete';
    case 'remediate':
      return await queueRemediation(signal, fields, parts);
  }
}

/** The verdict on the policy as the event has it, where the event has one. */
function judge(signal: Signal, { knowledge, metrics }: HandOverParts): Analysis | undefined {
  if (signal.kind !== 'bucket_policy_changed' && signal.kind !== 'queue_policy_changed') return undefined;
  const { resource, policy } = signal;
  if (policy.kind === 'truncated') return undefined;
  const analysis = analyze({
    service: serviceOf(resource),
    account: resource.account,
    resource: resource.kind === 'bucket' ? resource.bucket : resource.queue,
    region: resource.region,
    policyText: policy.text,
    ...knowledge,
  });
  metrics.findings.inc({ service: serviceOf(resource), verdict: analysis.verdict });
  return analysis;
}

async function queueRemediation(signal: Signal, fields: object, parts: HandOverParts): Promise<Fate> {
  const { enqueue, newId, clock, log } = parts;
  const remediation = remediationFor(signal, newId(), clock.now());
  if (remediation === undefined) throw new Error(`nothing to remediate about a signal of kind ${signal.kind}`);
  try {
    const enqueued = await enqueue(remediation);
    const { id: remediationId, task } = remediation;
    log.info({ remediationId, task, ...fields, enqueued }, 'a remediation is queued');
    return 'delete';
  } catch (error) {
    log.warn({ ...fields, err: error }, 'the store did not take a remediation; its event is returned to the queue');
    return 'return';
  }
}

/** An event from the future is a clock that differs, not a negative delay. */
function measureLag({ origin }: Signal, { metrics, clock }: HandOverParts): void {
  if (origin.eventTime !== undefined) metrics.eventLag.observe(Math.max(0, clock.now() - origin.eventTime) / 1000);
}

const findingOf = (analysis: Analysis | undefined): object =>
  analysis === undefined ? {} : { verdict: analysis.verdict, explanation: analysis.explanation };
