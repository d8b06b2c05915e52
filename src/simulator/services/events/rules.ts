/** Rules: which events, on which bus, in which state. Their targets are in `targets.ts`. */
import { compileEventPattern } from '../../trail/event-pattern.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { WireRequest, WireResponse } from '../../wire/wire.ts';
import type { EventBus, EventRule, EventTarget } from '../../world/event-rules.ts';
import type { World } from '../../world/world.ts';
import { invalid, matching, optionalText, wholeNumber } from '../parameters.ts';
import { allow } from './allow.ts';
import { busOf } from './buses.ts';
import { noteChange } from './note-change.ts';

/** "The event pattern can have up to 2048 characters", and a rule as many. */
const PATTERN_CHARACTERS_MAX = 2048;
const STATES: ReadonlySet<string> = new Set(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']);

export function putRule(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  noteChange(request);
  const { bus, name, arn } = addressOf(request, caller, world, 'Name');
  allow(request, caller, world, { action: 'events:PutRule', resource: arn });
  const pattern = patternOf(request);
  const state = optionalText(request, 'State') ?? 'ENABLED';
  if (!STATES.has(state)) throw invalid(request, `Value '${state}' at 'state' failed to satisfy constraint`);
  const { accountId, region } = bus;
  const targets = world.eventRules.get(arn)?.targets ?? new Map<string, EventTarget>();
  const description = optionalText(request, 'Description') ?? null;
  world.eventRules.set(arn, { arn, name, accountId, region, busName: bus.name, state, pattern, description, targets });
  noteChange(request, { ruleArn: arn });
  return jsonResponse(request, { RuleArn: arn });
}

export function deleteRule(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  noteChange(request);
  const { arn } = addressOf(request, caller, world, 'Name');
  allow(request, caller, world, { action: 'events:DeleteRule', resource: arn });
  const targets = world.eventRules.get(arn)?.targets;
  if (targets !== undefined && targets.size > 0) {
    throw new AwsFault('ValidationException', 400, "Rule can't be deleted since it has targets.");
  }
  world.eventRules.delete(arn); // Deleting what is not there is no error.
  return jsonResponse(request, {});
}

export function switchRule(state: 'ENABLED' | 'DISABLED') {
  return (request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse => {
    noteChange(request);
    const rule = findRule(request, caller, world, 'Name');
    rule.state = state;
    return jsonResponse(request, {});
  };
}

export function describeRule(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  return jsonResponse(request, describe(findRule(request, caller, world, 'Name')));
}

export function listRules(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  const bus = busOf(request, caller, world, request.params['EventBusName']);
  allow(request, caller, world, { action: 'events:ListRules', resource: ruleArn(bus, '*') });
  const prefix = optionalText(request, 'NamePrefix') ?? '';
  const after = Buffer.from(optionalText(request, 'NextToken') ?? '', 'base64').toString();
  const max = wholeNumber(request, 'Limit', { min: 1, max: 100, absent: 100 });
  const found = [...world.eventRules.values()]
    .filter((rule) => rule.accountId === bus.accountId && rule.region === bus.region && rule.busName === bus.name)
    .filter((rule) => rule.name.startsWith(prefix) && rule.name > after)
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const page = found.slice(0, max);
  const NextToken = Buffer.from(page.at(-1)?.name ?? '').toString('base64');
  return jsonResponse(request, { Rules: page.map(describe), ...(found.length > page.length ? { NextToken } : {}) });
}

type Address = { readonly bus: EventBus; readonly name: string; readonly arn: string };

function addressOf(request: WireRequest, caller: IdentifiedCaller, world: World, member: 'Name' | 'Rule'): Address {
  const bus = busOf(request, caller, world, request.params['EventBusName']);
  const name = matching(request, member, /^[.\-_A-Za-z0-9]{1,64}$/);
  return { bus, name, arn: ruleArn(bus, name) };
}

/** The name of the default bus is left out of the ARN. */
function ruleArn({ accountId, region, name: bus }: EventBus, name: string): string {
  return `arn:aws:events:${region}:${accountId}:rule/${bus === 'default' ? '' : `${bus}/`}${name}`;
}

/** The permission that it wants has the operation's own name. */
export function findRule(
  request: WireRequest,
  caller: IdentifiedCaller,
  world: World,
  member: 'Name' | 'Rule',
): EventRule {
  const { bus, name, arn } = addressOf(request, caller, world, member);
  allow(request, caller, world, { action: `events:${request.operation}`, resource: arn });
  const rule = world.eventRules.get(arn);
  if (rule !== undefined) return rule;
  const message = `Rule ${name} does not exist on EventBus ${bus.name}.`;
  throw new AwsFault('ResourceNotFoundException', 400, message);
}

function patternOf(request: WireRequest): string | null {
  const pattern = optionalText(request, 'EventPattern') ?? null;
  if (pattern === null) {
    throw invalid(
      request,
      'Parameter(s) EventPattern or ScheduleExpression must be specified; schedules are not simulated',
    );
  }
  if (pattern.length > PATTERN_CHARACTERS_MAX) throw invalidPattern('it has more than 2048 characters');
  try {
    compileEventPattern(pattern);
  } catch (error) {
    throw invalidPattern(error instanceof Error ? error.message : String(error));
  }
  return pattern;
}

function invalidPattern(reason: string): AwsFault {
  return new AwsFault('InvalidEventPatternException', 400, `Event pattern is not valid. Reason: ${reason}`);
}

function describe({ name, arn, pattern, state, description, busName }: EventRule): Readonly<Record<string, unknown>> {
  return {
    Name: name,
    Arn: arn,
    State: state,
    EventBusName: busName,
    ...(pattern === null ? {} : { EventPattern: pattern }),
    ...(description === null ? {} : { Description: description }),
  };
}
