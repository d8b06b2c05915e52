/** A directory of its own for a test, gone afterwards. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function openTemporaryDirectory() {
  const path = await mkdtemp(join(tmpdir(), 'rootkeeper-test-'));
  return {
    path,
    /** Writes a file into it and returns the file's path. */
    write: async (name: string, text: string): Promise<string> => {
      await writeFile(join(path, name), text);
      return join(path, name);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
