/**
 * One message of the ingest queue into signals, or into the reason why there are none.
 * Flow: ingest → [parse] → analyse → decide → queue. Pure: the same body gives the same answer.
 * Never: throws, whatever the body; trusts a name, id or URL that was not checked; keeps a credential.
 */
import type { Origin } from '../domain/signal.ts';
import { type Envelope, readEnvelope, readRecord, type TrailRecord } from './envelope.ts';
import type { EventKind } from './event-kind.ts';
import { kindOf } from './kinds.ts';
import { ignored, malformed, type ParsedEvent } from './parsed-event.ts';
import { readJson } from './read-json.ts';

export type EventContext = {
  readonly source: Extract<Origin['source'], 'cloudtrail' | 'replay'>;
  /** Is this the access key id of a root session that we opened? */
  readonly isOwnKey: (accessKeyId: string) => boolean;
};

export function parseEvent(body: string, context: EventContext): ParsedEvent {
  const json = readJson(body);
  if ('refused' in json) return json.refused;
  const envelope = readEnvelope(json.value);
  if ('problem' in envelope) return malformed('not_an_event', envelope.problem);
  // Nobody but AWS can put an event with such a source on a bus.
  if (!envelope.value.source.startsWith('aws.'))
    return malformed('source_not_aws', 'the source of the event does not begin with `aws.`');
  if (!/ via CloudTrail$/iu.test(envelope.value['detail-type'])) return ignored('not_from_cloudtrail');

  const record = readRecord(envelope.value, context.source);
  if ('problem' in record) return malformed('not_an_event', `detail: ${record.problem}`);
  const kind = kindOf(record.value);
  if (kind === undefined) return ignored('not_of_interest');
  return (
    findForgery(envelope.value, record.value) ??
    findNothingToDo(kind, record.value, context) ??
    kind.read(record.value, context.isOwnKey)
  );
}

/** What EventBridge says of the event and what stands in it must be the same. */
function findForgery(envelope: Envelope, record: TrailRecord): ParsedEvent | undefined {
  if (`${envelope.source.slice('aws.'.length)}.amazonaws.com` !== record.eventSource)
    return malformed('source_mismatch', '`source` and `detail.eventSource` name different services');
  // Before 2020 some records had no recipient.
  if (record.recipient !== undefined && record.recipient !== record.account)
    return malformed('account_mismatch', '`account` and `detail.recipientAccountId` differ');
  return undefined;
}

function findNothingToDo(kind: EventKind, record: TrailRecord, { isOwnKey }: EventContext): ParsedEvent | undefined {
  const { caller } = record;
  const isOwn = caller.accessKeyId !== undefined && isOwnKey(caller.accessKeyId);
  // Without this, each repair would be a policy change to look at.
  if (isOwn || (caller.type === 'Root' && caller.isAssumedRoot)) return ignored('own_root_session');
  if (record.isReadOnly) return ignored('read_only');
  return record.hasFailed && kind.failures !== 'matter' ? ignored('failed_call') : undefined;
}
