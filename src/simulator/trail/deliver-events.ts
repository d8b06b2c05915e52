/**
 * EventBridge: which queues an event reaches, and how late, how often and in which order.
 * Every account and Region forwards what matches to the management account's central bus, as a StackSet would deploy it;
 * rules made through PutRule work as well. At least once, unordered, best effort: the fault plan turns the screws.
 */
import type { CloudEvent } from '../world/cloud-event.ts';
import type { EventRule } from '../world/event-rules.ts';
import type { World } from '../world/world.ts';
import { type EventMatcher, compileEventPattern } from './event-pattern.ts';

/** An event held back so that others overtake it is let go after this long. */
const REORDER_MS = 200;

export type EventDelivery = { publish(event: CloudEvent): void; stop(): void };

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
    publish(event) {
      const queues = queuesFor(event, world, matcherFor);
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

function queuesFor(event: CloudEvent, world: World, matcherFor: (rule: EventRule) => EventMatcher): Set<string> {
  const queues = new Set<string>();
  for (const rule of world.eventRules.values()) {
    if (!isOnTheWay(rule, event, world) || !matcherFor(rule)(event)) continue;
    for (const target of rule.targets.values()) if (target.arn.startsWith('arn:aws:sqs:')) queues.add(target.arn);
  }
  return queues;
}

/** Default buses see their own account and Region; the management account's own bus sees what all of them forward. */
function isOnTheWay(rule: EventRule, event: CloudEvent, world: World): boolean {
  if (!rule.state.startsWith('ENABLED')) return false;
  if (rule.busName === 'default') return rule.accountId === event.account && rule.region === event.region;
  return rule.accountId === world.organization.managementAccountId && rule.region === world.settings.homeRegion;
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
