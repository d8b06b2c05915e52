import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { everyAddress, formatAddress, parseAddress, parseBlock } from '../../src/policy/domains/addresses.ts';
import { canMeet } from '../../src/policy/domains/can-meet.ts';
import { type Chain, chain, matchesChain, one, run } from '../../src/policy/domains/chain.ts';
import { findText } from '../../src/policy/domains/find-text.ts';
import { containsValue, intersect, type Intervals, subtract, union } from '../../src/policy/domains/intervals.ts';
import { parseSeconds } from '../../src/policy/domains/moments.ts';
import { satisfies, type TextConstraint } from '../../src/policy/domains/text-set.ts';
import { matchesGlob } from '../../src/policy/match-glob.ts';

const glob = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
const chainOf = (pattern: string): Chain => ({
  ignoreCase: false,
  tokens: Array.from(pattern, (character) =>
    character === '*' ? run('any') : character === '?' ? one('any') : character.charCodeAt(0),
  ),
});

/** Every text over three letters, short ones first; `c` stands for all that no pattern spells out. */
const texts = [''];
for (let at = 0; at < 3 ** 5; at += 1) for (const letter of 'abc') texts.push((texts[at] ?? '') + letter);

test('a chain matches what its glob matches', () => {
  fc.assert(
    fc.property(glob, fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 }), (pattern, text) => {
      assert.equal(matchesChain(chainOf(pattern), text), matchesGlob(pattern, text));
    }),
    { numRuns: 3000 },
  );
});

test('a text is found exactly when there is one, and it is one', () => {
  const constraint = fc.record({ inside: fc.boolean(), patterns: fc.array(glob, { minLength: 1, maxLength: 3 }) });
  fc.assert(
    fc.property(fc.array(constraint, { minLength: 1, maxLength: 4 }), (wanted) => {
      const constraints = wanted.map(({ inside, patterns }): TextConstraint => ({
        inside,
        texts: { exact: new Set(), chains: patterns.map(chainOf) },
      }));
      const fits = (text: string): boolean => constraints.every((each) => satisfies(text, each));
      const found = findText(constraints, { left: 1_000_000 });
      if (typeof found === 'object') assert.ok(fits(found.text), found.text);
      else {
        assert.equal(found, 'none');
        const missed = texts.find(fits);
        assert.equal(missed, undefined, `missed ${missed ?? ''}`);
      }
    }),
    { numRuns: 2000 },
  );
});

test('two patterns that some text matches can meet, and the others cannot', () => {
  fc.assert(
    fc.property(glob, glob, (a, b) => {
      const [first, second] = [chainOf(a), chainOf(b)];
      if (texts.some((text) => matchesChain(first, text) && matchesChain(second, text)))
        assert.ok(canMeet(first, second));
      const both = [first, second].map((each) => ({
        inside: true,
        texts: { exact: new Set<string>(), chains: [each] },
      }));
      assert.equal(canMeet(first, second), typeof findText(both, { left: 100_000 }) === 'object');
    }),
    { numRuns: 3000 },
  );
});

test('without effort there is no answer', () => {
  const hard = ['*a??????', '*b??????*', '*c?????*'].map((pattern): TextConstraint => ({
    inside: true,
    texts: { exact: new Set(), chains: [chainOf(pattern)] },
  }));
  assert.equal(findText(hard, { left: 10 }), 'unclear');
});

test('a run of a class stays within the class', () => {
  assert.ok(matchesChain(chain('a:', run('notColon'), ':b'), 'a:xyz:b'));
  assert.ok(!matchesChain(chain('a:', run('notColon'), ':b'), 'a:x:y:b'));
  assert.ok(!matchesChain(chain(one('name')), '*'));
});

test('sets of intervals hold what their operations say', () => {
  const intervals = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), { maxLength: 5 })
    .map((list): Intervals<number> => union(list.map(([from, to]) => ({ from, to }))));
  fc.assert(
    fc.property(intervals, intervals, fc.integer({ min: 0, max: 20 }), (a, b, value) => {
      const [inA, inB] = [containsValue(a, value), containsValue(b, value)];
      assert.equal(containsValue(intersect(a, b), value), inA && inB);
      assert.equal(containsValue(subtract(a, b), value), inA && !inB);
      assert.equal(containsValue(union([...a, ...b]), value), inA || inB);
    }),
    { numRuns: 3000 },
  );
});

for (const [block, address, isIn] of [
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['203.0.113.77/24', '203.0.113.0', true],
  ['203.0.113.77', '203.0.113.77', true],
  ['203.0.113.77', '203.0.113.78', false],
  ['0.0.0.0/0', '255.255.255.255', true],
  ['::/0', '203.0.113.77', false],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['2001:db8::/32', '2001:db8:ffff::', true],
  ['2001:db8::/32', '2001:db9::', false],
] as const) {
  test(`${address} is ${isIn ? '' : 'not '}in ${block}`, () => {
    const interval = parseBlock(block) ?? assert.fail();
    assert.equal(containsValue([interval], parseAddress(address) ?? -1n), isIn);
  });
}

for (const text of [
  '',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.0/33',
  '10.0.0.0/8/8',
  '1::2::3',
  '12345::',
  ':::',
  'x',
  '::/129',
])
  test(`\`${text}\` is no block of addresses`, () => {
    assert.equal(parseBlock(text), undefined);
  });

test('an address that is written out can be read back', () => {
  const size = everyAddress[0]?.to ?? 0n;
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: size - 1n }), (value) => {
      assert.equal(parseAddress(formatAddress(value)), value);
    }),
  );
});

for (const [text, seconds] of [
  ['2020-01-01T00:00:00Z', 1_577_836_800],
  ['2020-01-01', 1_577_836_800],
  ['2020', 1_577_836_800],
  ['2020-01-01T00:00', 1_577_836_800],
  ['2020-01-01T01:00:00+01:00', 1_577_836_800],
  ['1577836800', 1_577_836_800],
  ['yesterday', undefined],
  ['2020-13-01', undefined],
] as const)
  test(`the moment ${text} is ${String(seconds)}`, () => {
    assert.equal(parseSeconds(text), seconds);
  });
