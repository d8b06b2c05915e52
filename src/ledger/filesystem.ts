/**
 * The ledger in a directory: `policies/SHA256.json` and `remediations/ACCOUNT/YYYY/MM/DD/ID.json`.
 * Never: stops at a file that is damaged or not ours; it says so in the log and goes on.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountId } from '../domain/account.ts';
import type { Log } from '../observe/log.ts';
import { writeDurably } from './durable-file.ts';
import { type Ledger, LedgerFailure } from './ledger.ts';
import { accountPlace, policyPlace, recordPlace } from './places.ts';
import { hashPolicy } from './policy-hash.ts';
import { parseRecord, type RemediationRecord } from './record.ts';

/** Proves by a write that the directory can be written. Throws `LedgerFailure`. */
export async function openFilesystemLedger({ path, log }: { path: string; log: Log }): Promise<Ledger> {
  await proveWritable(path);

  const readRecord = async (place: string): Promise<RemediationRecord | undefined> => {
    const text = await readIfThere(join(path, place));
    if (text === undefined) return undefined;
    const result = parseRecord(text);
    if ('record' in result) return result.record;
    log.warn({ place, problem: result.problem }, 'a ledger record is damaged or not ours');
    return undefined;
  };

  const readPolicy: Ledger['readPolicy'] = async (hash) => {
    const text = await readIfThere(join(path, policyPlace(hash)));
    if (text === undefined || hashPolicy(text) === hash) return text;
    log.warn({ place: policyPlace(hash) }, 'a policy in the ledger is not what its name says');
    return undefined;
  };

  return {
    readPolicy,
    keepPolicy: async (text) => {
      const hash = hashPolicy(text);
      if ((await readPolicy(hash)) === undefined) await write(join(path, policyPlace(hash)), text);
      return hash;
    },
    record: (record) =>
      write(join(path, recordPlace(record.account, record.remediationId)), `${JSON.stringify(record, null, 2)}\n`),
    find: (account, id) => readRecord(recordPlace(account, id)),
    list: async function* (account) {
      for await (const place of newestFirst(path, account)) {
        const record = await readRecord(place);
        if (record !== undefined) yield record;
      }
    },
  };
}

async function proveWritable(path: string): Promise<void> {
  const probe = join(path, `.probe-${randomUUID()}`);
  await write(probe, 'rootkeeper can write here\n');
  await rm(probe, { force: true });
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeDurably(path, text);
  } catch (error) {
    throw new LedgerFailure('write to the ledger at', path, error);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new LedgerFailure('read from the ledger at', path, error);
  }
}

/** Years, months, days and ULIDs all sort as text. */
async function* newestFirst(path: string, account: AccountId): AsyncGenerator<string> {
  let places = [accountPlace(account)];
  for (let depth = 0; depth < 3; depth += 1) {
    const below = await Promise.all(places.map(async (place) => childrenOf(path, place, /^\d+$/u)));
    places = below.flat();
  }
  for (const day of places) yield* await childrenOf(path, day, /^rem-[0-9A-Z]{26}\.json$/u);
}

async function childrenOf(path: string, place: string, ours: RegExp): Promise<string[]> {
  try {
    const names = await readdir(join(path, place));
    return names
      .filter((name) => ours.test(name))
      .sort()
      .reverse()
      .map((name) => `${place}/${name}`);
  } catch (error) {
    if (isMissing(error)) return [];
    throw new LedgerFailure('list the ledger at', place, error);
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
