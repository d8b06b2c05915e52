/** What the documents point at is there: files of the repository, links, headings, npm scripts. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const documents = [...globSync('*.md'), ...globSync('docs/**/*.md'), ...globSync('test/fixtures/**/*.md')];
const textOf = (file: string): string => readFileSync(file, 'utf8');

test('the documents that everybody looks for are among those that are checked', () => {
  for (const file of ['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'docs/events.md'])
    assert.ok(documents.includes(file), file);
});

for (const document of documents) {
  test(`${document}: every relative link leads to a file, and to a heading of it`, () => {
    for (const [, target = ''] of textOf(document).matchAll(/\]\(([^)\s]+)\)/gu)) {
      if (/^[a-z]+:/u.test(target)) continue;
      const [path = '', heading] = target.split('#');
      const file = path === '' ? document : join(dirname(document), path);
      assert.ok(existsSync(file), `${target}: there is no ${file}`);
      if (heading !== undefined) assert.ok(headingsOf(file).includes(heading), `${target}: there is no such heading`);
    }
  });

  test(`${document}: every file of ours that it names exists`, () => {
    const named = textOf(document).matchAll(/`((?:src|test|docs|scripts|demo|bench|\.ci)\/[\w./*-]*)`/gu);
    for (const [, path = ''] of named) assert.ok(globSync(path).length > 0, `there is no ${path}`);
  });

  test(`${document}: every npm script that it names exists`, () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    for (const [, name = ''] of textOf(document).matchAll(/\bnpm run (?:-s )?([\w-]+)/gu))
      assert.ok(name in scripts, `there is no script ${name}`);
  });
}

/** As GitHub makes anchors of them. */
const headingsOf = (file: string): readonly string[] =>
  [...textOf(file).matchAll(/^#+ (.+)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
