import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { configurationDocument } from '../../scripts/configuration-doc.ts';
import { notYet } from '../../src/config/not-yet.ts';
import { options } from '../../src/config/options.ts';

test('docs/configuration.md says what the options say (node scripts/configuration-doc.ts writes it)', () => {
  assert.equal(readFileSync('docs/configuration.md', 'utf8'), configurationDocument());
});

test('every option is on the page once, and the page has no option that does not exist', () => {
  const document = readFileSync('docs/configuration.md', 'utf8').split('## Refused combinations')[0] ?? '';
  const documented = [...document.matchAll(/^\| `([\w.]+)` \|/gmu)].map(([, key]) => key);
  const existing = options.filter(({ kind }) => kind === 'option').map(({ key }) => key);
  assert.deepEqual(documented.toSorted(), existing.toSorted());
});

test('every option has a description, a default and something that it expects', () => {
  for (const { key, description, default: value, expects } of options) {
    assert.match(description, /\.$/u, key);
    assert.notEqual(value, undefined, key);
    assert.notEqual(expects, '', key);
    assert.doesNotMatch(expects, /^Invalid/u, `${key} has only zod's own words`);
  }
});

test('what is not built yet is an option or a group of options', () => {
  for (const { key } of notYet)
    assert.ok(
      options.some((option) => option.key === key),
      key,
    );
});
