import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { matchesAction } from '../../src/policy/match-action.ts';
import { matchesGlob } from '../../src/policy/match-glob.ts';
import { matchesResource } from '../../src/policy/match-resource.ts';

const plain = (...patterns: string[]) => ({ negated: false, patterns });
const not = (...patterns: string[]) => ({ negated: true, patterns });

test('a pattern matches what the same regular expression matches', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 10 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 12 }),
      (pattern, text) => {
        const expression = `^${pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`;
        assert.equal(matchesGlob(pattern, text), new RegExp(expression, 'u').test(text));
      },
    ),
    { numRuns: 5000 },
  );
});

test('a pattern that asks for the same star again and again ends quickly', () => {
  assert.equal(matchesGlob('*a'.repeat(5000), `${'a'.repeat(10_000)}b`), false);
});

for (const [element, expected] of [
  [plain('s3:PutBucketPolicy'), true],
  [plain('S3:putbucketPOLICY'), true],
  [plain('s3:*'), true],
  [plain('s3:Put*'), true],
  [plain('s3:???BucketPolicy'), true],
  [plain('*'), true],
  [plain('s3:GetObject', 's3:*Policy'), true],
  [plain('s3:GetObject'), false],
  [plain('s3'), false],
  [plain('s3:PutBucketPolicy '), false],
  [plain(), false],
  [not('s3:GetObject'), true],
  [not('s3:PutBucket*'), false],
] as const) {
  test(`${element.negated ? 'NotAction' : 'Action'} ${element.patterns.join()} ${expected ? 'speaks' : 'does not speak'} of s3:PutBucketPolicy`, () => {
    assert.equal(matchesAction(element, 's3:PutBucketPolicy'), expected);
  });
}

for (const [element, expected] of [
  [plain('arn:aws:s3:::b'), true],
  [plain('arn:aws:s3:::b*'), true],
  [plain('arn:aws:s3:::*'), true],
  [plain('*'), true],
  [plain('arn:aws:s3:::?'), true],
  [plain('arn:aws:s3:::b/*'), false],
  [plain('arn:aws:s3:::B'), false],
  [plain('arn:aws:s3:::other'), false],
  [not('arn:aws:s3:::b/*'), true],
  [not('arn:aws:s3:::b', 'arn:aws:s3:::b/*'), false],
] as const) {
  test(`${element.negated ? 'NotResource' : 'Resource'} ${element.patterns.join()} ${expected ? 'holds' : 'does not hold'} the bucket b`, () => {
    assert.equal(matchesResource(element, 'arn:aws:s3:::b'), expected);
  });
}
