/**
 * What replicas share: the medium that queued jobs (and other shared state) live in, opened once by the composition
 * root. What `queue.url` means is known in this room only; the others see what is below.
 * Never: prints an address with its password.
 */
import type { BackendFactory, IQueueBackend } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { Failure } from '../domain/failure.ts';

/** BullMQ's queues and workers take a connection as an option; ours is already inside the factory. */
export type NoConnection = Readonly<Record<string, never>>;
export type QueueBackendFactory = BackendFactory<IQueueBackend, NoConnection>;

/**
 * - `producer`: asks, and wants an answer within seconds, be it an error.
 * - `worker`: waits for jobs, and for the store to come back, as long as it takes.
 */
export type StoreRole = 'producer' | 'worker';

/** SQL that runs as one statement, on PostgreSQL or on the one inside this process. */
export type SqlPool = {
  readonly query: (text: string, values?: readonly unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;
};

/** What state that is shared beside jobs is kept in; every name in it begins with `prefix`, or is in our own schema. */
export type SharedMedium =
  | { readonly kind: 'redis'; readonly redis: Redis | Cluster; readonly prefix: string }
  | { readonly kind: 'sql'; readonly sql: SqlPool };

export type Store = AsyncDisposable & {
  /** `embedded`: this process is the only one. */
  readonly kind: 'embedded' | 'redis' | 'postgres';
  /** Where it is, for messages: without user and password. */
  readonly address: string;
  /** What gives a BullMQ `Queue` (producer) or `Worker` its connection. Close those before the store. */
  readonly queueBackend: (role: StoreRole) => QueueBackendFactory;
  readonly shared: SharedMedium;
  /** Asks the store for a sign of life. Rejects with `StoreFailure` when there is none within a few seconds. */
  readonly ping: () => Promise<void>;
};

/** The store does not answer, or not as it must. */
export class StoreFailure extends Failure {
  override readonly name = 'StoreFailure';
  readonly code = 'RK_STORE_UNAVAILABLE';

  constructor(attempt: string, where: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    super(
      `could not ${attempt} the store at \`${where}\`: ${why}`,
      'Check that the store of `queue.url` is up and can be reached from here; nothing that was accepted is lost meanwhile.',
      cause,
    );
  }
}

/** Two processes on one embedded store would destroy it. */
export class StoreInUse extends Failure {
  override readonly name = 'StoreInUse';
  readonly code = 'RK_STORE_IN_USE';

  constructor(directory: string, cause?: unknown) {
    super(
      `could not open the embedded store in \`${directory}\`: another process is using it`,
      'Stop the other process, or give this one a `dataDir` of its own; for several replicas set `queue.url` to a Redis.',
      cause,
    );
  }
}
