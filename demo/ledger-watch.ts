/** Tells of each record that appears or changes in the ledger's directory, in the order in which they are seen. */
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseRecord, type RemediationRecord } from '../src/ledger/record.ts';

const pauseMs = 40;

export async function watchLedger(
  ledger: string,
  onRecord: (record: RemediationRecord) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Map<string, string>();
  while (!signal.aborted) {
    for await (const place of glob('remediations/*/*/*/*/*.json', { cwd: ledger })) {
      const text = await readFile(join(ledger, place), 'utf8');
      if (seen.get(place) === text) continue;
      seen.set(place, text);
      const result = parseRecord(text);
      if ('record' in result) await onRecord(result.record);
    }
    await delay(pauseMs);
  }
}

/** A policy that the ledger kept, as text; nothing for `null`, which stands for "no policy". */
export async function readKeptPolicy(ledger: string, sha256: string | null): Promise<string> {
  return sha256 === null ? '' : await readFile(join(ledger, 'policies', `${sha256}.json`), 'utf8');
}
