/** What `npm run build` makes is what runs in the image, so nothing in it may lead back to the sources. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

test('no import of the built program names a TypeScript file', async () => {
  await using directory = await openTemporaryDirectory();
  const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
  const args = [compiler, '-p', 'tsconfig.build.json', '--noCheck', '--outDir', directory.path];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(status, 0, stdout);

  const built = globSync('**/*.js', { cwd: directory.path });
  assert.ok(built.includes('main.js'));
  for (const file of built)
    assert.doesNotMatch(
      readFileSync(join(directory.path, file), 'utf8'),
      /\b(?:from|import\()\s*['"][^'"]*\.ts['"]/u,
      file,
    );
});
