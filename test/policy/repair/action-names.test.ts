import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchesAction } from '../../../src/policy/match-action.ts';
import { action, findName, findOutside, notAction, someEffort } from '../../../src/policy/repair/action-names.ts';

for (const [promise, sets, found] of [
  ['a wildcard is inside a wider one', [action('s3:PutBucket*'), action('s3:Put*')], undefined],
  ['and not the other way round', [action('s3:Put*'), action('s3:PutBucket*')], 's3:put'],
  ['case does not matter', [action('S3:putobject'), action('s3:PutObject')], undefined],
  ['several patterns cover together what none covers alone', [action('a?*'), action('a?', 'a??*')], undefined],
  ['an exception leaves a hole', [action('s3:*'), notAction('s3:GetObject')], 's3:getobject'],
  ['a hole may be filled', [action('s3:*'), notAction('s3:GetObject'), action('s3:Get*')], undefined],
  ['names that nobody has thought of count', [action('s3:Get*'), action('s3:GetObject', 's3:GetBucket*')], 's3:get'],
  ['the empty list has no name', [action(), notAction()], undefined],
] as const) {
  test(`names: ${promise}`, () => {
    assert.deepEqual(
      findName(sets, ([isFirst, ...isOther]) => isFirst === true && !isOther.includes(true), someEffort()),
      { found },
    );
  });
}

test('names: a policy made to be hard is given up on, not waited for', () => {
  const hard = [`*a${'?'.repeat(30)}`, `*b${'?'.repeat(30)}`];
  assert.deepEqual(
    findName([action(...hard)], () => false, someEffort()),
    { tooComplex: true },
  );
});

const alphabet = ['a', 'b', '*', '?'] as const;
const pattern = fc.array(fc.constantFrom(...alphabet), { maxLength: 5 }).map((parts) => parts.join(''));
const set = fc.record({ negated: fc.boolean(), patterns: fc.array(pattern, { maxLength: 3 }) });

/** Everything of up to six letters: longer than any pattern above can tell apart. */
const words = ['', ...Array.from({ length: 6 }, (_, n) => wordsOf(n + 1)).flat()];
function wordsOf(length: number): readonly string[] {
  return length === 0 ? [''] : wordsOf(length - 1).flatMap((word) => ['a', 'b', 'c'].map((letter) => word + letter));
}

test('names: there is one exactly if trying all short ones finds one', () => {
  fc.assert(
    fc.property(set, set, set, (one, other, third) => {
      const search = findOutside(one, [other, third], someEffort());
      assert.ok('found' in search);
      const byTrying = words.some(
        (word) => matchesAction(one, word) && ![other, third].some((set) => matchesAction(set, word)),
      );
      assert.equal(search.found !== undefined, byTrying, `${search.found ?? 'none'} found`);
    }),
    { numRuns: 300 },
  );
});
