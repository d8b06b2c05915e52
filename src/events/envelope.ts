/**
 * EventBridge's envelope and the CloudTrail record in it, down to what every kind of event needs.
 * Shapes: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html and
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html.
 * Never: hands on a field that was not checked, but for the three whose shape depends on the kind of event.
 */
import { z } from 'zod';
import { type AccountId, parseAccountId, parseRegion, type Region } from '../domain/account.ts';
import type { Origin } from '../domain/signal.ts';
import { parseInstant } from '../domain/time.ts';
import { fieldOf, textOf } from './fields.ts';
import { plainText } from './plain-text.ts';

export type Envelope = z.infer<typeof envelopeSchema>;

/** One call, or one thing that a service did, as CloudTrail wrote it down. */
export type TrailRecord = {
  /** In whose account EventBridge picked it up. */
  readonly account: AccountId;
  readonly recipient: AccountId | undefined;
  readonly region: Region;
  readonly eventSource: string;
  readonly eventName: string;
  readonly isReadOnly: boolean;
  readonly hasFailed: boolean;
  readonly caller: Caller;
  readonly origin: Origin;
  readonly requestParameters: unknown;
  readonly responseElements: unknown;
  readonly serviceEventDetails: unknown;
  /** What the call was about, as AWS (and not the caller) names it. Older events have none. */
  readonly resources: readonly { readonly type: string; readonly arn: string; readonly account: string | undefined }[];
};

/** Empty for what a service does by itself. */
type Caller = {
  readonly type: string | undefined;
  readonly account: AccountId | undefined;
  readonly accessKeyId: string | undefined;
  readonly isAssumedRoot: boolean;
};

const envelopeSchema = z.object({
  id: z.string(),
  'detail-type': z.string(),
  source: z.string(),
  account: parsedBy(parseAccountId, 'an account id'),
  detail: z.record(z.string(), z.unknown()),
});

const recordSchema = z.object({
  eventSource: z.string(),
  eventName: z.string(),
  awsRegion: parsedBy(parseRegion, 'a Region'),
  recipientAccountId: parsedBy(parseAccountId, 'an account id').optional(),
  userIdentity: z.record(z.string(), z.unknown()).nullish(),
  resources: z.array(z.unknown()).nullish(),
});

function parsedBy<Value>(parse: (value: unknown) => Value | undefined, expected: string) {
  return z.custom<Value>((value) => parse(value) !== undefined, { error: `not ${expected}` });
}

export type Read<Value> = { readonly value: Value } | { readonly problem: string };

export const readEnvelope = (value: unknown): Read<Envelope> => read(envelopeSchema, value);

export function readRecord(envelope: Envelope, source: Origin['source']): Read<TrailRecord> {
  const { detail, account } = envelope;
  const checked = read(recordSchema, detail);
  if ('problem' in checked) return checked;
  const { eventSource, eventName, awsRegion, recipientAccountId, userIdentity, resources } = checked.value;
  const value = {
    account,
    recipient: recipientAccountId,
    region: awsRegion,
    eventSource,
    eventName,
    isReadOnly: detail['readOnly'] === true,
    hasFailed: isText(detail['errorCode']) || isText(detail['errorMessage']),
    caller: callerOf(userIdentity),
    origin: originOf(envelope, source),
    requestParameters: detail['requestParameters'],
    responseElements: detail['responseElements'],
    serviceEventDetails: detail['serviceEventDetails'],
    resources: (resources ?? []).map((resource) => ({
      type: textOf(fieldOf(resource, 'type')) ?? '',
      arn: textOf(fieldOf(resource, 'ARN')) ?? '',
      account: textOf(fieldOf(resource, 'accountId')),
    })),
  };
  return { value };
}

/** Names the fields and what was expected of them, and nothing that stood in them. */
function read<Schema extends z.ZodType>(schema: Schema, value: unknown): Read<z.infer<Schema>> {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return { value: data };
  const places = error.issues.map(({ path, code }) => `\`${path.join('.') || 'the body'}\` (${code})`);
  return { problem: `missing or not as expected: ${places.join(', ')}` };
}

function callerOf(identity: unknown): Caller {
  return {
    type: textOf(fieldOf(identity, 'type')),
    account: parseAccountId(fieldOf(identity, 'accountId')),
    accessKeyId: textOf(fieldOf(identity, 'accessKeyId')),
    // A string in every published event; a boolean would mean the same.
    isAssumedRoot: ['true', true].includes(fieldOf(identity, 'sessionContext', 'assumedRoot') as string | boolean),
  };
}

const [idLengthMax, nameLengthMax, actorLengthMax, agentLengthMax] = [64, 64, 512, 256];

function originOf({ id, detail }: Envelope, source: Origin['source']): Origin {
  // One call that concerns several accounts is recorded in each, under one sharedEventID.
  const eventId = plainText(detail['sharedEventID'] ?? detail['eventID'] ?? id, idLengthMax);
  return present({
    source,
    eventId,
    eventName: plainText(detail['eventName'], nameLengthMax),
    eventTime: parseInstant(detail['eventTime']),
    requestId: plainText(detail['requestID'], idLengthMax),
    actor: plainText(fieldOf(detail['userIdentity'], 'arn'), actorLengthMax),
    userAgent: plainText(detail['userAgent'], agentLengthMax),
  });
}

type Optional<Value> = { readonly [Name in keyof Value]: Value[Name] | undefined };

function present(origin: Optional<Origin> & Pick<Origin, 'source'>): Origin {
  // What is left has no undefined in it, which Object.fromEntries cannot express.
  return Object.fromEntries(Object.entries(origin).filter(([, value]) => value !== undefined)) as Origin;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
