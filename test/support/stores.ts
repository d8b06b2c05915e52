/** Every kind of store that tests of the queue run on, or the reason why one cannot be. A started one gives out empty stores. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, type StoreOptions } from '../../src/store/open-store.ts';
import { openLog } from '../../src/observe/log.ts';
import { openPostgres, postgresMissing } from './postgres.ts';
import { openRedis, redisMissing } from './redis.ts';
import { openTemporaryDirectory } from './temporary-directory.ts';

export type StoreAddress = Omit<StoreOptions, 'log'>;
export type TestStore = {
  readonly name: 'embedded' | 'redis' | 'postgres';
  /** node:test's option: false, or why. */
  readonly skip: string | false;
  readonly start: () => Promise<AsyncDisposable & { readonly empty: () => Promise<StoreAddress> }>;
};

export const testStores: readonly [TestStore, TestStore, TestStore] = [
  { name: 'embedded', skip: false, start: startEmbedded },
  { name: 'redis', skip: redisMissing ?? false, start: () => startServer(openRedis()) },
  { name: 'postgres', skip: postgresMissing ?? false, start: () => startServer(openPostgres()) },
];

let number = 0;
const common = () => ({ cluster: false, prefix: `{test${String((number += 1))}}`, dataDir: '/nonexistent' });

/** The database is made once and copied, which is faster. */
async function startEmbedded() {
  const { path, [Symbol.asyncDispose]: dispose } = await openTemporaryDirectory();
  const template = join(path, 'template');
  const make = await openStore({ ...common(), url: 'embedded', dataDir: template, log: openLog('silent') });
  await make[Symbol.asyncDispose]();
  const empty = async (): Promise<StoreAddress> => {
    const options = common();
    const dataDir = join(path, options.prefix);
    await mkdir(dataDir);
    await cp(template, dataDir, { recursive: true });
    return { ...options, url: 'embedded', dataDir };
  };
  return { empty, [Symbol.asyncDispose]: dispose };
}

async function startServer(server: Promise<AsyncDisposable & { readonly url: string }>) {
  const { url, [Symbol.asyncDispose]: dispose } = await server;
  return { empty: () => Promise.resolve({ ...common(), url }), [Symbol.asyncDispose]: dispose };
}
