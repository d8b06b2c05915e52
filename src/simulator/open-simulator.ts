/**
 * The door of the simulated organization: opens it on one port of this machine, in this process. For the command
 * `simulate` and for tests; everything else reaches it over the wire, as it would reach AWS.
 */
import { handleControl, isControlCall } from './control/handle-control.ts';
import { openHttpServer } from './server/http-server.ts';
import { type Kernel, createKernel } from './server/kernel.ts';
import { services } from './server/services.ts';
import { openQueueService } from './services/sqs/open-queue-service.ts';
import { seedWorld } from './seed/seed-world.ts';
import { createEventDelivery } from './trail/deliver-events.ts';
import type { Keys } from './world/add-account.ts';
import { administratorKeys } from './world/administrator.ts';
import type { World } from './world/world.ts';

export type SimulatorOptions = {
  /** 0: any that is free. */
  readonly port: number;
  readonly host?: '127.0.0.1' | '0.0.0.0';
  /** How many member accounts there are to begin with. */
  readonly accounts?: number;
  /** The same seed makes the same organization. */
  readonly seed?: number;
  /** Every answer takes at least this long. */
  readonly latencyMs?: number;
  /** Whether trusted access for IAM and both root access features are on already. */
  readonly rootAccess?: boolean;
};

export type Simulator = AsyncDisposable & {
  /** `http://host:port` */
  readonly endpoint: string;
  /** The state, for tests to look into and to change behind everybody's back. */
  readonly world: World;
  /** What `rootkeeper simulate` exports: enough to use the AWS CLI, an SDK or rootkeeper against it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Access keys of an administrator (an IAM user) of that account. */
  readonly administratorOf: (accountId: string) => Keys;
};

/** Rejects with Node's own error when the port is taken. */
export async function openSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, host = '127.0.0.1', accounts = 24, seed = 1, latencyMs = 0, rootAccess = true } = options;
  // Queue URLs contain the port, so the world is made once it is known.
  const started = Promise.withResolvers<{ kernel: Kernel; world: World }>();
  const server = await openHttpServer({
    host,
    port,
    answer: async (call) => {
      const { kernel, world } = await started.promise;
      return await (isControlCall(call) ? handleControl(call, world) : kernel(call));
    },
  });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const { world, environment } = seedWorld({ endpoint, accounts, seed, latencyMs, rootAccess });
  const delivery = createEventDelivery(world);
  world.publish = (event, bus) => {
    delivery.publish(event, bus);
  };
  const queues = openQueueService(world);
  started.resolve({ kernel: createKernel(world, services), world });
  return {
    endpoint,
    world,
    environment,
    administratorOf: (accountId) => administratorKeys(world, accountId),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      world.timers.stop();
      delivery.stop();
      await queues[Symbol.asyncDispose]();
    },
  };
}
