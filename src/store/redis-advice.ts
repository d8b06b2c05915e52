/**
 * Two settings decide whether a Redis may hold jobs: it must never evict keys, and it should append to a file what it
 * acknowledged. Neither stops us from starting; the log says what is wrong and how to mend it.
 */
import type { Cluster, Redis } from 'ioredis';
import type { Log } from '../observe/log.ts';

type Setting = { readonly name: string; readonly wanted: string; readonly danger: string; readonly remedy: string };

const settings: readonly Setting[] = [
  {
    name: 'maxmemory-policy',
    wanted: 'noeviction',
    danger: 'when its memory is full, Redis throws queued jobs away',
    remedy: 'CONFIG SET maxmemory-policy noeviction, and the same in redis.conf or the parameter group',
  },
  {
    name: 'appendonly',
    wanted: 'yes',
    danger: 'a restart of Redis loses the jobs accepted since its last snapshot; only the next sweep finds them again',
    remedy: 'CONFIG SET appendonly yes, and the same in redis.conf; on a managed Redis choose one that is durable',
  },
];

export async function adviseOnRedis(redis: Redis | Cluster, log: Log): Promise<void> {
  for (const setting of settings) {
    const value = await readSetting(redis, setting.name);
    const { name, wanted, danger, remedy } = setting;
    if (value === undefined)
      log.info(
        { setting: name, wanted, danger },
        'Redis does not let us read a setting that matters: check it yourself',
      );
    else if (value !== wanted)
      log.warn({ setting: name, value, wanted, danger, remedy }, 'Redis is set up dangerously');
  }
}

/** Managed services rename or forbid CONFIG. */
async function readSetting(redis: Redis | Cluster, name: string): Promise<string | undefined> {
  try {
    const answer = await redis.config('GET', name);
    const value = Array.isArray(answer) ? (answer as readonly unknown[])[1] : undefined;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
