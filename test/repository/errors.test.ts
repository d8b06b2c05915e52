/** Every error that leaves a room has a code of its own, and docs/errors.md knows them all and no others. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Declared = { readonly file: string; readonly name: string; readonly code: string | undefined };

const declared: readonly Declared[] = globSync('src/**/*.ts').flatMap((file) => {
  const classes = readFileSync(file, 'utf8').split(/^(?=export (?:abstract )?class |class )/mu);
  return classes.flatMap((text) => {
    const [, name] = /^(?:export )?class (\w+) extends (?:\w+Failure|Failure)\b/u.exec(text) ?? [];
    const [, code] = /\bcode(?:: \w+)? = '(\w+)'/u.exec(text) ?? [];
    return name === undefined ? [] : [{ file, name, code }];
  });
});

const documented = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `(\w+)` \|/gmu)].map(([, code]) => code);

test('the scan finds the errors that are known to exist', () => {
  for (const name of ['AwsRefusal', 'ConfigError', 'UsageError']) assert.ok(declared.some((one) => one.name === name));
});

test('every error has a code of its own that begins with RK_', () => {
  for (const { file, name, code } of declared) assert.match(code ?? '', /^RK_[A-Z0-9_]+$/u, `${file}: ${name}`);
  const codes = declared.map(({ code }) => code);
  assert.deepEqual(codes.toSorted(), [...new Set(codes)].toSorted());
});

test('every code is documented, once, and every documented code exists', () => {
  assert.deepEqual(documented.toSorted(), declared.map(({ code }) => code).toSorted());
});
