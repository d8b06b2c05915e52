/**
 * What the ledger says of one remediation, as a schema: written by us, but read back from a disk or bucket that
 * others can write to as well.
 * An `intent` without an end means: rootkeeper stopped in between, and the live state must be looked at.
 * Never: holds a credential, an e-mail address, or text of an event that was not checked.
 */
import { z } from 'zod';
import { parseAccountId, parseRegion } from '../domain/account.ts';
import { parseRemediationId, type RootCredentials } from '../domain/remediation.ts';
import { isBucketName, isQueueName, type Resource } from '../domain/resource.ts';
import { rootTasks } from '../domain/root-task.ts';
import { parseInstant } from '../domain/time.ts';
import { type Analysis, strategies } from '../domain/verdict.ts';
import { parsePolicyHash } from './policy-hash.ts';

/** Changes when the shape does. A reader of version 1 reports others and leaves them alone. */
export const recordVersion = 1 as const;

const parsed = <Value>(parse: (value: unknown) => Value | undefined, what: string) =>
  z.custom<Value>((value) => parse(value) !== undefined, { error: `not ${what}` });

const account = parsed(parseAccountId, 'an account id');
const region = parsed(parseRegion, 'a Region');
const hash = parsed(parsePolicyHash, 'a SHA-256');
const moment = z.string().refine((value) => parseInstant(value) !== undefined, { error: 'not a moment in ISO 8601' });
const texts = z.array(z.string()).readonly();

const resource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bucket'), account, region, bucket: z.string().refine(isBucketName) }),
  z.object({ kind: z.literal('queue'), account, region, queue: z.string().refine(isQueueName) }),
]) satisfies z.ZodType<Resource>;

const analysis = z.object({
  verdict: z.enum(['locked_out', 'conditional', 'open', 'unknown', 'invalid']),
  actions: z.record(z.string(), z.enum(['denied', 'conditional', 'reachable'])).readonly(),
  causes: z.array(z.object({ statement: z.int(), sid: z.string().exactOptional() })).readonly(),
  witness: z
    .object({ principal: z.string(), action: z.string(), context: z.record(z.string(), z.union([z.string(), texts])) })
    .nullable(),
  requires: z
    .array(
      z.object({
        kind: z.enum(['creatable', 'environmental']),
        key: z.string(),
        operator: z.string(),
        values: texts,
      }),
    )
    .readonly(),
  explanation: z.string(),
}) satisfies z.ZodType<Analysis>;

const origin = z.object({
  source: z.enum(['cloudtrail', 'hook', 'sweep', 'audit', 'cli', 'replay']),
  eventId: z.string().exactOptional(),
  eventName: z.string().exactOptional(),
  eventTime: moment.exactOptional(),
  requestId: z.string().exactOptional(),
  actor: z.string().exactOptional(),
  userAgent: z.string().exactOptional(),
});

const credentials = z.object({
  password: z.boolean(),
  accessKeys: texts,
  signingCertificates: texts,
  mfaDevices: texts,
}) satisfies z.ZodType<RootCredentials>;

/** `planned`: would have been done. `intended`: about to be, or turned down by AWS. `written`: AWS took it. */
const progress = z.enum(['planned', 'intended', 'written']);

const change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('policy'),
    progress,
    /** `replacement`: the operator's own policy. */
    strategy: z.enum([...strategies, 'replacement']),
    /** One sentence a change. */
    changes: texts,
    oldPolicySha256: hash,
    /** `null`: the policy is removed. */
    newPolicySha256: hash.nullable(),
  }),
  z.object({ kind: z.literal('credentials'), progress, credentials }),
]);

const session = z.object({
  task: z.enum(rootTasks),
  accessKeyId: z.string(),
  requestId: z.string(),
  openedAt: moment,
  expiresAt: moment,
});

const common = {
  schemaVersion: z.literal(recordVersion),
  /** Which meaning the verdicts have: the analyser's own version, apart from ours. */
  verdictSemantics: z.int(),
  remediationId: parsed(parseRemediationId, 'a remediation id'),
  task: z.enum(['unlock_bucket', 'unlock_queue', 'make_rootless']),
  account,
  resource: resource.nullable(),
  origin,
  createdAt: moment,
  startedAt: moment,
  attempts: z.int().min(1),
  /** The verdict on the live policy, and the proof after the change. */
  before: analysis.nullable(),
  after: analysis.nullable(),
  /** The live policy that was judged, kept. */
  judgedPolicySha256: hash.nullable(),
  decision: z.object({ action: z.string(), reason: z.string(), strategies: texts }).nullable(),
  sessions: z.array(session).readonly(),
};

const outcome = z.object({
  kind: z.enum(['healed', 'not_needed', 'observed', 'awaiting_human', 'refused', 'failed']),
  reason: z.string(),
  explanation: z.string(),
});

const remediationRecord = z.discriminatedUnion('state', [
  z.object({ ...common, state: z.literal('intent'), change, intendedAt: moment }),
  z.object({ ...common, state: z.literal('ended'), change: change.nullable(), outcome, endedAt: moment }),
]);

export type RemediationRecord = z.output<typeof remediationRecord>;
export type RecordedChange = z.output<typeof change>;

/** A record, or in one sentence why the text is none. */
export function parseRecord(text: string): { record: RemediationRecord } | { problem: string } {
  try {
    const result = remediationRecord.safeParse(JSON.parse(text));
    return result.success ? { record: result.data } : { problem: z.prettifyError(result.error).replaceAll('\n', ' ') };
  } catch (error) {
    return { problem: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
