/**
 * Writes a file so that after a crash at any instruction it is there whole, or not at all: a temporary file beside
 * it, fsync, rename, fsync of the directory.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Parents are made as needed. Rejects with Node's own error. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const directory = dirname(path);
  await makeDurably(directory);
  // The leading dot marks it as nobody's: readers skip it, and one that a crash left behind does no harm.
  const temporary = join(directory, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeAndSync(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(directory);
}

/** A new directory's own entry is durable only when its parent is synced. */
async function makeDurably(directory: string): Promise<void> {
  const first = await mkdir(directory, { recursive: true, mode: 0o750 });
  if (first === undefined) return;
  const end = dirname(first);
  for (let at = dirname(directory); at.length >= end.length; at = dirname(at)) {
    await syncDirectory(at);
    if (at === dirname(at)) return;
  }
}

async function writeAndSync(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o640);
  await file.writeFile(text, 'utf8');
  await file.sync();
}

async function syncDirectory(directory: string): Promise<void> {
  await using handle = await open(directory, 'r');
  await handle.sync();
}
