/** Opens what `queue.url` says: the only file that knows all kinds of store. */
import type { Log } from '../observe/log.ts';
import { openEmbeddedStore } from './embedded/open-embedded.ts';
import { openPostgresStore } from './postgres.ts';
import { openRedisStore } from './redis.ts';
import type { Store } from './store.ts';

export type StoreOptions = {
  /** `embedded`, or a URL of `redis:`, `rediss:`, `postgres:` or `postgresql:`. */
  readonly url: string;
  /** The Redis at `url` is a Redis Cluster. */
  readonly cluster: boolean;
  /** Begins every key. */
  readonly prefix: string;
  /** The embedded store lives below it. */
  readonly dataDir: string;
  readonly log: Log;
  /** How long a Redis may take to answer for the first time; 15 s. */
  readonly openWithinMs?: number;
};

/** Throws `StoreFailure` when it cannot be reached, `StoreInUse` when another process has the embedded one. */
export function openStore(options: StoreOptions): Promise<Store> {
  if (options.url === 'embedded') return openEmbeddedStore(options);
  return /^rediss?:/u.test(options.url) ? openRedisStore(options) : openPostgresStore(options);
}
