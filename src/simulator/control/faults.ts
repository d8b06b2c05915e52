/** What shall go wrong: of the calls, of the delivery of events, between a read and a write; and how much is too much. */
import type { CallFault, EventFaults } from '../world/faults.ts';
import { noFaults } from '../world/faults.ts';
import { choiceIn, numberIn, optionalTextIn, policyIn, textIn } from './body.ts';
import { type ControlCall, ControlProblem } from './control.ts';

type Body = ControlCall['body'];

export function showFaults({ world }: ControlCall) {
  return world.faults;
}

export function clearFaults({ world }: ControlCall) {
  world.faults.calls.length = 0;
  world.faults.swaps.length = 0;
  Object.assign(world.faults.events, noFaults().events);
  world.quotas.clear();
  return world.faults;
}

export function addCallFault({ world, body }: ControlCall) {
  const fault: CallFault = {
    id: `fault-${world.ids.hex(8)}`,
    ...filterIn(body),
    effect: effectIn(body),
    remaining: body['times'] === undefined ? null : numberIn(body, 'times'),
    probability: body['probability'] === undefined ? 1 : numberIn(body, 'probability'),
  };
  world.faults.calls.push(fault);
  return fault;
}

export function removeCallFault({ world, names: [id = ''] }: ControlCall): void {
  const index = world.faults.calls.findIndex((fault) => fault.id === id);
  if (index === -1) throw new ControlProblem(404, `there is no fault \`${id}\``);
  world.faults.calls.splice(index, 1);
}

/** What the body does not name stays as it is. */
export function setEventFaults({ world, body }: ControlCall) {
  const { events } = world.faults;
  for (const name of Object.keys(body)) {
    if (!isEventFault(name, events)) {
      throw new ControlProblem(400, `\`${name}\` should be one of ${Object.keys(events).join(', ')}`);
    }
    events[name] = numberIn(body, name);
  }
  return events;
}

/** Once, after the next read of the resource. */
export function addSwap({ world, body }: ControlCall) {
  const swap = {
    resource: textIn(body, 'resource'),
    policy: policyIn(body, 'policy'),
    announce: body['announce'] === true,
  };
  world.faults.swaps.push(swap);
  return swap;
}

/** Calls a second, by service; null lifts one. What the body does not name stays as it is. */
export function setQuotas({ world, body }: ControlCall) {
  const { quotas } = world;
  for (const service of Object.keys(body)) {
    if (body[service] === null) quotas.delete(service);
    else quotas.set(service, numberIn(body, service));
  }
  return Object.fromEntries(quotas);
}

function isEventFault(name: string, events: EventFaults): name is keyof EventFaults {
  return Object.hasOwn(events, name);
}

function filterIn(body: Body): Pick<CallFault, 'service' | 'operation' | 'accountId' | 'resource'> {
  const names = ['service', 'operation', 'accountId', 'resource'] as const;
  const given = names.map((name) => [name, optionalTextIn(body, name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function effectIn(body: Body): CallFault['effect'] {
  const kind = choiceIn(body, 'effect', ['latency', 'throttle', 'error', 'hang', 'lose-answer']);
  switch (kind) {
    case 'latency':
    case 'hang':
      return { kind, milliseconds: numberIn(body, 'milliseconds') };
    case 'throttle':
    case 'lose-answer':
      return { kind };
    case 'error': {
      const code = optionalTextIn(body, 'code');
      return { kind, status: numberIn(body, 'status'), ...(code === undefined ? {} : { code }) };
    }
  }
}
