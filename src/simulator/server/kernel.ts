/**
 * One call from bytes to answer: parse → believe the caller → quotas → faults on demand → handler → event → request log.
 * The only file that knows this order. Services know nothing of HTTP, of faults or of the log.
 */
import { recordCall } from '../trail/record-call.ts';
import { AwsFault } from '../wire/aws-fault.ts';
import type { Caller } from '../wire/caller.ts';
import { renderFault } from '../wire/render-fault.ts';
import type { ServiceHandler, WireRequest, WireResponse } from '../wire/wire.ts';
import type { World } from '../world/world.ts';
import { authenticate } from './authenticate.ts';
import { injectFaults } from './inject-faults.ts';
import { logRequest } from './log-request.ts';
import { type HttpCall, parseCall } from './parse-call.ts';
import { createQuotaCheck } from './quotas.ts';
import { newRequestId } from './request-id.ts';
import { swapPolicyAfterRead } from './swap-policy.ts';
import { unknownOperation } from './unknown-operation.ts';
import { createSignatureCheck } from './verify-signature.ts';

/** An answer, or none: the connection is held for so long and then broken. */
export type Answer = WireResponse | { readonly silenceMs: number };

export type Kernel = (call: HttpCall) => Promise<Answer>;

type Outcome = { readonly response: WireResponse; readonly fault: AwsFault | null };

export function createKernel(world: World, services: ReadonlyMap<string, ServiceHandler>): Kernel {
  const check = createSignatureCheck();
  const overQuota = createQuotaCheck(world);

  return async (call) => {
    const startedAt = performance.now();
    const { request, claim, problem } = parseCall(call, newRequestId(call), world.settings.homeRegion);
    const believed = authenticate(request, claim, world, check);
    const caller = believed instanceof AwsFault ? null : believed;
    const refusal = believed instanceof AwsFault ? believed : (overQuota(request, believed) ?? problem);
    const injection = await injectFaults(request, caller, world);
    if (injection.silenceMs !== null) return { silenceMs: injection.silenceMs };

    const outcome =
      caller === null || refusal !== null || injection.fault !== null
        ? refused(request, refusal ?? injection.fault)
        : await handle(request, caller, services.get(request.service));
    logRequest(world, { request, claim, caller, outcome, startedAt });
    return injection.loseAnswer ? { silenceMs: 0 } : dated(outcome.response, world);
  };

  async function handle(request: WireRequest, caller: Caller, service: ServiceHandler | undefined): Promise<Outcome> {
    const outcome = await attempt(request, async () => {
      if (service === undefined) throw unknownOperation(request);
      return await service(request, caller, world);
    });
    const note = request.notes.trail;
    if (note !== undefined) world.publish(recordCall({ request, caller, note }, outcome.fault, world));
    if (outcome.fault === null) swapPolicyAfterRead(request, world);
    return outcome;
  }
}

/** A fault is an answer like any other; anything else that is thrown is a defect of ours, and says so on stderr. */
async function attempt(request: WireRequest, run: () => Promise<WireResponse>): Promise<Outcome> {
  try {
    return { response: await run(), fault: null };
  } catch (error) {
    if (error instanceof AwsFault) return refused(request, error);
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`simulator: ${request.service} ${request.operation} crashed: ${trace}\n`);
    return refused(request, null);
  }
}

function refused(request: WireRequest, known: AwsFault | null): Outcome {
  const fault = known ?? new AwsFault('InternalFailure', 500, 'The simulator failed; its stderr says why.');
  return { response: renderFault(request, fault), fault };
}

/** SDKs correct their clocks by the Date header, so it must tell the simulated time. */
function dated(response: WireResponse, world: World): WireResponse {
  return { ...response, headers: { date: new Date(world.clock.now()).toUTCString(), ...response.headers } };
}
