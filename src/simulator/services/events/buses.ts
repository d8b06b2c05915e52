/**
 * Event buses: every account has one named `default` in each Region; others exist as far as there are rules on them,
 * such as the central bus that the seed lays out.
 */
import { AwsFault } from '../../wire/aws-fault.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import type { WireRequest, WireResponse } from '../../wire/wire.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { EventBus } from '../../world/event-rules.ts';
import type { World } from '../../world/world.ts';
import { allow } from './allow.ts';

const BUS_ARN = /^arn:aws:events:(?<region>[a-z0-9-]+):(?<accountId>\d{12}):event-bus\/(?<name>.+)$/;

/** From a name or an ARN; the caller's default bus when none is named. */
export function busOf(request: WireRequest, caller: IdentifiedCaller, world: World, given: unknown): EventBus {
  const text = typeof given === 'string' && given !== '' ? given : 'default';
  const { region = request.region, accountId = caller.accountId, name = text } = BUS_ARN.exec(text)?.groups ?? {};
  const bus = { accountId, region, name };
  if (name === 'default' || busesOf(world, accountId, region).has(name)) return bus;
  throw new AwsFault('ResourceNotFoundException', 400, `Event bus ${name} does not exist.`);
}

export function busArn({ accountId, region, name }: EventBus): string {
  return `arn:aws:events:${region}:${accountId}:event-bus/${name}`;
}

export function listEventBuses(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  const { accountId } = caller;
  allow(request, caller, world, { action: 'events:ListEventBuses', resource: '*' });
  const names = [...busesOf(world, accountId, request.region)].toSorted();
  const EventBuses = names.map((name) => describe({ accountId, region: request.region, name }));
  return jsonResponse(request, { EventBuses });
}

export function describeEventBus(request: WireRequest, caller: IdentifiedCaller, world: World): WireResponse {
  const bus = busOf(request, caller, world, request.params['Name']);
  allow(request, caller, world, { action: 'events:DescribeEventBus', resource: busArn(bus) });
  return jsonResponse(request, describe(bus));
}

function describe(bus: EventBus) {
  return { Name: bus.name, Arn: busArn(bus) };
}

function busesOf(world: World, accountId: string, region: string): Set<string> {
  const names = new Set(['default']);
  for (const rule of world.eventRules.values()) {
    if (rule.accountId === accountId && rule.region === region) names.add(rule.busName);
  }
  return names;
}
