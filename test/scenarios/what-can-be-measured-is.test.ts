import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openScene } from '../support/scene.ts';
import { denyAll } from '../support/unlock-targets.ts';

/** One healed bucket has been through everything that is measured today. */
const expected: readonly (readonly [sample: RegExp, why: string])[] = [
  [/^rootkeeper_events_received_total\{source="cloudtrail"\} [1-9]/mu, 'the event'],
  [/^rootkeeper_events_discarded_total\{reason="own_root_session"\} [1-9]/mu, 'the events of our own repair'],
  [/^rootkeeper_signals_total\{kind="bucket_policy_changed"\} 1$/mu, 'what it says'],
  [/^rootkeeper_findings_total\{service="s3",verdict="locked_out"\} [1-9]/mu, 'the verdict'],
  [/^rootkeeper_decisions_total\{action="repair",reason="[a-z_]+"\} 1$/mu, 'the decision'],
  [/^rootkeeper_remediations_total\{task="unlock_bucket",outcome="healed"\} 1$/mu, 'the end'],
  [/^rootkeeper_remediation_duration_seconds_count\{task="unlock_bucket"\} 1$/mu, 'how long it took'],
  [/^rootkeeper_time_to_heal_seconds_count\{task="unlock_bucket"\} 1$/mu, 'how long people waited'],
  [/^rootkeeper_event_lag_seconds_count [1-9]/mu, 'how late the event was'],
  [/^rootkeeper_root_sessions_total\{task="S3UnlockBucketPolicy",outcome="opened"\} 1$/mu, 'the session'],
  [/^rootkeeper_aws_requests_total\{service="s3",operation="PutBucketPolicy",outcome="success"\} 1$/mu, 'the write'],
  [/^rootkeeper_aws_request_duration_seconds_count\{service="s3",operation="PutBucketPolicy"\} 1$/mu, 'its duration'],
  [/^rootkeeper_jobs\{queue="remediations",state="waiting"\} \d/mu, 'the queue'],
  [/^rootkeeper_job_oldest_age_seconds\{queue="remediations"\} \d/mu, 'its age'],
  [/^rootkeeper_paused 0$/mu, 'no pause'],
  [/^rootkeeper_mode\{mode="enforce"\} 1$/mu, 'the mode in force'],
  [/^rootkeeper_mode\{mode="observe"\} 0$/mu, 'the others'],
  [/^rootkeeper_last_success_timestamp_seconds\{activity="receive"\} 1\.?\d+/mu, 'the last receipt'],
  [/^rootkeeper_last_success_timestamp_seconds\{activity="remediation"\} 1\.?\d+/mu, 'the last end'],
  [/^rootkeeper_store_up 1$/mu, 'the store'],
  [/^rootkeeper_build_info\{version="\d+\.\d+\.\d+",commit="[^"]+",node="v24[^"]+"\} 1$/mu, 'what is running'],
  [/^process_cpu_seconds_total \d/mu, "Node's own"],
];

test('after one lockout was healed, everything that can be measured about it is', async () => {
  await using scene = await openScene();
  const bucket = scene.bucket();
  await scene.putBucketPolicy(bucket, denyAll(bucket.arn));
  await scene.recordsWhenEnded(1);
  await scene.whenReceived(2);
  const text = await (await fetch(`${scene.apiUrl}/metrics`)).text();
  for (const [sample, why] of expected) assert.match(text, sample, why);
  // docs/metrics.md says so: whoever builds what they measure deletes the line there and here.
  assert.doesNotMatch(text, /^rootkeeper_(?:rate_limit_(?:rate|wait_seconds_count)|accounts|breaker_open)\b.* \d/mu);
  assert.ok(!text.includes(bucket.name) && !text.includes(bucket.accountId), 'no names among the labels');
});
