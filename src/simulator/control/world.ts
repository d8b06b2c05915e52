/** The simulated world as a whole: its size, its clock, and events and messages that no call makes. */
import type { CloudEvent } from '../world/cloud-event.ts';
import { numberIn, textIn } from './body.ts';
import { type ControlCall, ControlProblem } from './control.ts';

export function showSummary({ world }: ControlCall) {
  const { organization, settings, clock } = world;
  return {
    endpoint: settings.endpoint,
    time: new Date(clock.now()).toISOString(),
    clockSkewMs: clock.skewMs,
    organizationId: organization.id,
    rootId: organization.rootId,
    managementAccountId: organization.managementAccountId,
    features: [...organization.features],
    trustedAccess: [...organization.trustedAccess.keys()],
    delegatedAdministrators: Object.fromEntries(
      [...organization.delegatedAdministrators].map(([service, accounts]) => [service, [...accounts]]),
    ),
    accounts: world.accounts.size,
    buckets: world.buckets.size,
    queues: world.queues.size,
  };
}

/** How far the simulated AWS is ahead of this machine's clock. Sessions end, and signatures are judged, by its time. */
export function setClock({ world, body }: ControlCall) {
  world.clock.skewMs = numberIn(body, 'skewMs');
  return { skewMs: world.clock.skewMs, time: new Date(world.clock.now()).toISOString() };
}

/** Any event at all, also one that AWS would not make, on its way through the rules. */
export function publishEvent({ world, body }: ControlCall): void {
  if (typeof body['source'] !== 'string' || typeof body['detail'] !== 'object') {
    throw new ControlProblem(400, 'an event has at least `source`, a text, and `detail`, an object');
  }
  // The rules look at it member by member, and whoever receives it must expect anything.
  world.publish(body as CloudEvent);
}

/** Any text at all, past the rules, as the body of a message. */
export async function deliverMessage({ world, body }: ControlCall) {
  const queueArn = textIn(body, 'queueArn');
  if (!world.queues.has(queueArn)) throw new ControlProblem(404, `there is no queue \`${queueArn}\``);
  await world.deliver(queueArn, textIn(body, 'body'));
  return {};
}
