/**
 * Every metric there is, in one place (names are a contract, documented in docs/metrics.md).
 * Base units, no account, bucket or queue name as a label: those go in logs and the ledger.
 */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export type BuildInfo = { readonly version: string; readonly commit: string; readonly node: string };
export type Metrics = ReturnType<typeof openMetrics>;

const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const workSeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];
/** CloudTrail delivers within seconds to minutes, and a queue may have waited for hours. */
const delaySeconds = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600, 21_600];

export function openMetrics(build: BuildInfo) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const make = makers(registry);

  const metrics = { registry, ...flowMetrics(make), ...stateMetrics(make) };
  metrics.buildInfo.set({ ...build }, 1);
  return metrics;
}

/** What flows through: events in, remediations out, and the AWS requests in between. */
function flowMetrics(make: ReturnType<typeof makers>) {
  return {
    eventsReceived: make.counter('rootkeeper_events_received_total', 'Messages received, by where they came from', [
      'source',
    ]),
    eventsDiscarded: make.counter('rootkeeper_events_discarded_total', 'Events that led to nothing, by reason', [
      'reason',
    ]),
    signals: make.counter('rootkeeper_signals_total', 'Signals read out of events, by kind', ['kind']),
    findings: make.counter('rootkeeper_findings_total', 'Policies judged, by service and verdict', [
      'service',
      'verdict',
    ]),
    decisions: make.counter('rootkeeper_decisions_total', 'Decisions taken, by action and reason', [
      'action',
      'reason',
    ]),
    remediations: make.counter('rootkeeper_remediations_total', 'Remediations ended, by task and outcome', [
      'task',
      'outcome',
    ]),
    remediationDuration: make.histogram(
      'rootkeeper_remediation_duration_seconds',
      'Start of a remediation to its outcome, by task',
      ['task'],
      workSeconds,
    ),
    timeToHeal: make.histogram(
      'rootkeeper_time_to_heal_seconds',
      'CloudTrail eventTime to proof of repair, by task',
      ['task'],
      delaySeconds,
    ),
    eventLag: make.histogram('rootkeeper_event_lag_seconds', 'CloudTrail eventTime to receipt', [], delaySeconds),
    rootSessions: make.counter('rootkeeper_root_sessions_total', 'Root sessions asked for, by task and outcome', [
      'task',
      'outcome',
    ]),
    awsRequests: make.counter('rootkeeper_aws_requests_total', 'AWS requests, by service, operation and outcome', [
      'service',
      'operation',
      'outcome',
    ]),
    awsRequestDuration: make.histogram(
      'rootkeeper_aws_request_duration_seconds',
      'Duration of AWS requests, by service and operation',
      ['service', 'operation'],
      requestSeconds,
    ),
  };
}

/** What is: limits, queue, accounts, brakes. */
function stateMetrics(make: ReturnType<typeof makers>) {
  return {
    rateLimitWait: make.histogram(
      'rootkeeper_rate_limit_wait_seconds',
      'Time spent waiting for our own rate limits, by service',
      ['service'],
      requestSeconds,
    ),
    rateLimitRate: make.gauge('rootkeeper_rate_limit_rate', 'Present rate limit in requests a second, by service', [
      'service',
    ]),
    jobs: make.gauge('rootkeeper_jobs', 'Jobs in the queue, by state', ['queue', 'state']),
    jobOldestAge: make.gauge('rootkeeper_job_oldest_age_seconds', 'Age of the oldest waiting job', ['queue']),
    accounts: make.gauge('rootkeeper_accounts', 'Accounts of the organization, by state', ['state']),
    approvalsPending: make.gauge('rootkeeper_approvals_pending', 'Remediations that wait for a human', []),
    breakerOpen: make.gauge('rootkeeper_breaker_open', '1 while a breaker is open, by breaker', ['breaker']),
    paused: make.gauge('rootkeeper_paused', '1 while paused by a human', []),
    mode: make.gauge('rootkeeper_mode', '1 for the mode in force', ['mode']),
    lastSuccess: make.gauge(
      'rootkeeper_last_success_timestamp_seconds',
      'When an activity last succeeded, by activity',
      ['activity'],
    ),
    storeUp: make.gauge('rootkeeper_store_up', "1 while the queue's store answers", []),
    buildInfo: make.gauge('rootkeeper_build_info', 'Always 1; what is running', ['version', 'commit', 'node']),
  };
}

function makers(registry: Registry) {
  const registers = [registry];
  return {
    counter: <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
      new Counter<L>({ name, help, labelNames: [...labelNames], registers }),
    gauge: <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
      new Gauge<L>({ name, help, labelNames: [...labelNames], registers }),
    histogram: <L extends string>(name: string, help: string, labelNames: readonly L[], buckets: number[]) =>
      new Histogram<L>({ name, help, labelNames: [...labelNames], buckets, registers }),
  };
}
