/**
 * Redis (or what speaks like it: Valkey, ElastiCache, MemoryDB) as the store. A lost connection is taken up again for
 * as long as it takes; it never ends the process.
 */
import { createRedisBackend, type KeyPrefixOptions, type QueueBaseOptions } from 'bullmq';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../observe/log.ts';
import { addressOf } from './address.ts';
import { adviseOnRedis } from './redis-advice.ts';
import { type Store, StoreFailure, type StoreRole } from './store.ts';

type Client = Redis | Cluster;

/** A Redis that starts beside us gets some time. */
const openWithinMs = 15_000;
const answerLimitMs = 10_000;
const pingLimitMs = 2000;

const optionsFor = (role: StoreRole): RedisOptions => ({
  // BullMQ wants null for blocking connections; for the others the limit is one of time.
  maxRetriesPerRequest: null,
  ...(role === 'producer' ? { commandTimeout: answerLimitMs } : {}),
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 6), 2000),
  // After a failover the old primary answers READONLY: reconnect, and send the command again.
  reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 2 : false),
});

export async function openRedisStore(options: {
  url: string;
  cluster: boolean;
  prefix: string;
  log: Log;
  openWithinMs?: number;
}): Promise<Store> {
  const { url, prefix, log } = options;
  const address = addressOf(url);
  const connect = (role: StoreRole): Client => {
    const client = options.cluster ? connectToCluster(url, role) : new Redis(url, optionsFor(role));
    reportTrouble(client, address, log);
    return client;
  };

  const producer = connect('producer');
  const clients = [producer];
  const close = async (): Promise<void> => {
    await Promise.all(clients.map(closeClient));
  };
  try {
    await within(options.openWithinMs ?? openWithinMs, producer.ping());
    await adviseOnRedis(producer, log);
  } catch (error) {
    for (const client of clients) client.disconnect();
    throw new StoreFailure('reach', address, error);
  }

  return {
    kind: 'redis',
    address,
    queueBackend: (role) => {
      const client = role === 'producer' ? producer : connect(role);
      if (client !== producer) clients.push(client);
      return (name, queueOptions, more) => {
        const withPrefix: QueueBaseOptions & KeyPrefixOptions = { ...queueOptions, connection: client, prefix };
        return createRedisBackend(name, withPrefix, more);
      };
    },
    shared: { kind: 'redis', redis: producer, prefix },
    ping: async () => {
      await within(pingLimitMs, producer.ping()).catch((error: unknown) => {
        throw new StoreFailure('reach', address, error);
      });
    },
    [Symbol.asyncDispose]: close,
  };
}

/** The URL is one node's; the others are found through it, and take the same user, password and TLS. */
function connectToCluster(url: string, role: StoreRole): Cluster {
  const { protocol, hostname, port, username, password } = new URL(url);
  const isEncrypted = protocol === 'rediss:';
  const node = { host: hostname, port: port === '' ? 6379 : Number(port) };
  return new Cluster([node], {
    redisOptions: {
      ...optionsFor(role),
      ...(username === '' ? {} : { username: decodeURIComponent(username) }),
      ...(password === '' ? {} : { password: decodeURIComponent(password) }),
      ...(isEncrypted ? { tls: {} } : {}),
    },
    // Certificates are for names; ioredis would look each node's address up and then not recognize it.
    ...(isEncrypted
      ? {
          dnsLookup: (address, found) => {
            found(null, address);
          },
        }
      : {}),
  });
}

/** Without a listener an `error` event would end the process. One line when it goes, one when it is back. */
function reportTrouble(client: Client, address: string, log: Log): void {
  let isDown = false;
  client.on('error', (error: Error) => {
    if (!isDown) log.warn({ store: address, err: error }, 'the connection to the store is lost');
    isDown = true;
  });
  client.on('ready', () => {
    if (isDown) log.info({ store: address }, 'the connection to the store is back');
    isDown = false;
  });
}

/** QUIT lets answers arrive that are under way; with nobody there it would wait for a new connection. */
async function closeClient(client: Client): Promise<void> {
  if (client.status === 'ready') await within(pingLimitMs, client.quit()).catch(() => undefined);
  client.disconnect();
}

async function within<Value>(limitMs: number, work: Promise<Value>): Promise<Value> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    limit.reject(new Error(`no answer within ${limitMs} ms`));
  }, limitMs);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
