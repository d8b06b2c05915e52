/**
 * EventBridge: which queues an event reaches, and how late, how often and in which order.
 * Every account and Region forwards AWS's own events to the management account's central bus, as a StackSet would deploy
 * it; rules made through PutRule work as well. At least once, unordered, best effort: the fault plan turns the screws.
 */
import type { CloudEvent } from '../world/cloud-event.ts';
import type { EventBus, EventRule } from '../world/event-rules.ts';
import type { World } from '../world/world.ts';
import { type EventMatcher, compileEventPattern } from './event-pattern.ts';

/** An event held back so that others overtake it is let go after this long. */
const REORDER_MS = 200;

export type EventDelivery = { publish(event: CloudEvent, bus?: EventBus): void; stop(): void };

export function createEventDelivery(world: World): EventDelivery {
  const timers = new Set<NodeJS.Timeout>();
  const matcherFor = createMatchers();

  const send = (queueArn: string, body: string, delayMs: number): void => {
    if (delayMs <= 0) {
      void world.deliver(queueArn, body);
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      void world.deliver(queueArn, body);
    }, delayMs);
    timers.add(timer);
  };

  return {
    publish(event, bus) {
      const rules = [...world.eventRules.values()].filter((rule) => isOnTheWay(rule, event, bus, world));
      const queues = queuesOf(rules.filter((rule) => matcherFor(rule)(event)));
      if (queues.size === 0) return;
      const copies = copiesOf(world);
      const body = JSON.stringify(event);
      for (const queue of queues) for (let copy = 0; copy < copies; copy += 1) send(queue, body, delayOf(world, copy));
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Each queue once, however many rules lead to it. Targets of other kinds get nothing. */
function queuesOf(rules: readonly EventRule[]): ReadonlySet<string> {
  const targets = rules.flatMap((rule) => [...rule.targets.values()].map(({ arn }) => arn));
  return new Set(targets.filter((arn) => arn.startsWith('arn:aws:sqs:')));
}

function isOnTheWay(rule: EventRule, event: CloudEvent, bus: EventBus | undefined, world: World): boolean {
  if (!rule.state.startsWith('ENABLED')) return false;
  if (bus !== undefined) return isOnBus(rule, bus);
  if (isOnBus(rule, { accountId: event.account, region: event.region, name: 'default' })) return true;
  // The management account's own bus sees what all default buses forward.
  const isCentral = rule.busName !== 'default' && rule.accountId === world.organization.managementAccountId;
  return isCentral && rule.region === world.settings.homeRegion;
}

function isOnBus(rule: EventRule, { accountId, region, name }: EventBus): boolean {
  return rule.accountId === accountId && rule.region === region && rule.busName === name;
}

function createMatchers(): (rule: EventRule) => EventMatcher {
  const compiled = new Map<string, EventMatcher>();
  return ({ pattern }) => {
    if (pattern === null) return () => false;
    const known = compiled.get(pattern);
    if (known !== undefined) return known;
    const matcher = compileEventPattern(pattern);
    compiled.set(pattern, matcher);
    return matcher;
  };
}

function copiesOf(world: World): number {
  const { events } = world.faults;
  if (events.dropNext > 0) {
    events.dropNext -= 1;
    return 0;
  }
  if (events.dropShare > 0 && world.ids.random() < events.dropShare) return 0;
  if (events.duplicateNext > 0) {
    events.duplicateNext -= 1;
    return 2;
  }
  return events.duplicateShare > 0 && world.ids.random() < events.duplicateShare ? 2 : 1;
}

function delayOf(world: World, copy: number): number {
  const { delayMs, jitterMs, reorderShare } = world.faults.events;
  const held = copy === 0 && reorderShare > 0 && world.ids.random() < reorderShare ? REORDER_MS : 0;
  return delayMs + held + (jitterMs > 0 ? world.ids.random() * jitterMs : 0);
}
