/**
 * PutEvents: events of people's own programs. Each entry is taken or refused by itself, and what claims to come from
 * AWS is refused: that is what lets a rule for `aws.*` sources believe what it matches.
 */
import type { IdentifiedCaller } from '../../wire/caller.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { WireRequest, WireResponse } from '../../wire/wire.ts';
import { isoSeconds } from '../../trail/user-identity.ts';
import type { CloudEvent } from '../../world/cloud-event.ts';
import type { EventBus } from '../../world/event-rules.ts';
import type { World } from '../../world/world.ts';
import { invalid } from '../parameters.ts';
import { isObject, parseObject } from '../policy-document.ts';
import { allow } from './allow.ts';
import { busArn, busOf } from './buses.ts';

const ENTRIES_MAX = 10;

type Entry = Readonly<Record<string, unknown>>;
type Refusal = { readonly ErrorCode: string; readonly ErrorMessage: string };
type Custom = Pick<CloudEvent, 'source' | 'detail-type' | 'detail' | 'resources' | 'time'>;

export function putEvents(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  const given = request.params['Entries'];
  const entries = Array.isArray(given) ? given.filter(isObject) : [];
  if (entries.length === 0 || entries.length > ENTRIES_MAX) {
    throw invalid(
      request,
      `Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${ENTRIES_MAX}`,
    );
  }
  const addressed = entries.map((entry) => ({ entry, bus: busOf(request, caller, world, entry['EventBusName']) }));
  for (const { bus } of addressed) {
    allow(request, caller, world, { action: 'events:PutEvents', resource: busArn(bus) });
  }
  const results = addressed.map(({ entry, bus }) => putEvent(entry, caller, world, bus));
  const FailedEntryCount = results.filter((result) => 'ErrorCode' in result).length;
  return jsonResponse(request, { FailedEntryCount, Entries: results });
}

type Result = { readonly EventId: string } | Refusal;

function putEvent(entry: Entry, caller: IdentifiedCaller, world: World, bus: EventBus): Result {
  const custom = customEvent(entry, world);
  if ('ErrorCode' in custom) return custom;
  const id = world.ids.uuid();
  world.publish({ version: '0', id, account: caller.accountId, region: bus.region, ...custom }, bus);
  return { EventId: id };
}

function customEvent(entry: Entry, world: World): Custom | Refusal {
  const { Source: source, DetailType: detailType, Detail: text, Resources: resources, Time: time } = entry;
  if (typeof source !== 'string' || source === '') return missing('Source');
  if (source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  if (typeof detailType !== 'string' || detailType === '') return missing('DetailType');
  if (typeof text !== 'string') return missing('Detail');
  const detail = parseObject(text);
  if (detail === null) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  return {
    source,
    'detail-type': detailType,
    detail,
    resources: Array.isArray(resources) ? resources.filter((arn) => typeof arn === 'string') : [],
    time: isoSeconds(typeof time === 'number' ? time * 1000 : world.clock.now()),
  };
}

function missing(name: string): Refusal {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  };
}
