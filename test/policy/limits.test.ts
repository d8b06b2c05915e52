import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyze } from '../../src/policy/analyze.ts';
import { account, ask, deny, denyIf, policyText } from '../support/policy-question.ts';

const verdicts = ['locked_out', 'conditional', 'open', 'unknown', 'invalid'];
const everyByte = (length: number, text: string): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);
const many = <Value>(count: number, make: (at: number) => Value): Value[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** Twenty kilobytes, which is all that S3 stores, of what is worst for some part of the analysis. */
const worst: readonly (readonly [what: string, statements: readonly object[]])[] = [
  ['one pattern of stars and question marks', [denyIf('StringNotLike', 'aws:PrincipalArn', everyByte(20_000, '*?'))]],
  ['stars that ask for letters', [denyIf('StringNotLike', 'aws:PrincipalTag/x', everyByte(20_000, '*a?'))]],
  [
    'patterns whose automata multiply',
    [
      denyIf('StringNotLike', 'aws:PrincipalTag/x', `*a${'?'.repeat(60)}`),
      denyIf('StringNotLike', 'aws:PrincipalTag/x', `*b${'?'.repeat(50)}*`),
      denyIf('StringNotLike', 'aws:PrincipalTag/x', `*c${'?'.repeat(55)}*`),
      denyIf(
        'StringLike',
        'aws:PrincipalTag/x',
        many(20, (at) => `*${String.fromCharCode(100 + at)}?*`),
      ),
    ],
  ],
  ['an action of stars', [deny({ Action: everyByte(20_000, '*a?') })]],
  ['a resource of stars', [deny({ Resource: everyByte(20_000, '*a?') })]],
  [
    'a thousand endpoints',
    [
      denyIf(
        'StringNotEquals',
        'aws:SourceVpce',
        many(1000, (at) => `vpce-${at}`),
      ),
    ],
  ],
  [
    'a thousand ranges',
    [
      denyIf(
        'NotIpAddress',
        'aws:SourceIp',
        many(1000, (at) => `10.${at >> 8}.${at & 255}.0/24`),
      ),
    ],
  ],
  [
    'two long lists of patterns with nothing in common',
    ['a', 'b'].map((name) =>
      denyIf(
        'StringNotLike',
        'aws:PrincipalTag/x',
        many(400, (at) => `${name}${at}*${name}`),
      ),
    ),
  ],
  [
    'many statements, one letter each',
    many(160, (at) => denyIf('StringNotLike', 'aws:PrincipalArn', `*${String.fromCharCode(97 + (at % 26))}*`)),
  ],
  [
    'more pigeons than holes',
    many(60, (at) =>
      deny({
        Condition: { StringNotEquals: Object.fromEntries(many(4, (key) => [`aws:PrincipalTag/${key}`, `v${at}`])) },
      }),
    ),
  ],
  [
    'many policy variables',
    [
      denyIf(
        'StringNotEquals',
        'aws:PrincipalArn',
        many(300, (at) => `\${aws:PrincipalTag/${at}}`),
      ),
    ],
  ],
  ['nested braces', [denyIf('StringNotEquals', 'aws:PrincipalArn', '${'.repeat(5000))]],
];

for (const [what, statements] of worst) {
  test(`the analysis of ${what} ends, and never guesses a lockout away`, () => {
    const began = process.cpuUsage();
    const { verdict } = ask(statements as Readonly<Record<string, unknown>>[]);
    const { user } = process.cpuUsage(began);
    assert.ok(verdicts.includes(verdict));
    // Not a benchmark: a search without a bound would take longer than anybody waits.
    assert.ok(user < 5_000_000, `${user / 1000} ms`);
  });
}

test('what is too complex is unknown, and says so', () => {
  const { verdict, explanation } = ask([
    denyIf('StringNotLike', 'aws:PrincipalTag/x', `*a${'?'.repeat(60)}`),
    denyIf('StringNotLike', 'aws:PrincipalTag/x', `*b${'?'.repeat(50)}*`),
    denyIf('StringNotLike', 'aws:PrincipalTag/x', `*c${'?'.repeat(55)}*`),
  ]);
  assert.equal(verdict, 'unknown');
  assert.match(explanation, /too complex to decide/u);
});

test('any JSON gets a verdict', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      assert.ok(verdicts.includes(analyze({ service: 's3', account, resource: 'b', policyText: text }).verdict));
    }),
  );
});

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('*', '?', '${aws:username}', 'aws:PrincipalArn', 'aws:SourceIp', '10.0.0.0/8'),
);
const texts = fc.oneof(text, fc.array(text, { maxLength: 3 }), fc.boolean(), fc.double());
const operator = fc.constantFrom(
  'StringEquals',
  'StringNotLike',
  'ArnNotLike',
  'NumericLessThan',
  'DateGreaterThan',
  'Bool',
  'NotIpAddress',
  'Null',
  'BinaryEquals',
);
const key = fc.constantFrom(
  'aws:PrincipalArn',
  'aws:SourceIp',
  'aws:CurrentTime',
  'aws:userid',
  's3:TlsVersion',
  'aws:PrincipalTag/x',
  'aws:mood',
  '/',
  '',
);

test('anything that looks like a policy gets a verdict', () => {
  const statement = fc.record({
    Effect: fc.constantFrom('Deny', 'Allow', 'deny'),
    Principal: fc.oneof(fc.constant('*'), fc.record({ AWS: texts })),
    Action: texts,
    Resource: texts,
    Condition: fc.dictionary(operator, fc.dictionary(key, texts, { maxKeys: 2 }), { maxKeys: 2 }),
  });
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 3 }), (statements) => {
      const analysis = ask([], { policyText: policyText(statements) });
      assert.ok(verdicts.includes(analysis.verdict));
    }),
    { numRuns: 500 },
  );
});

test('a question that cannot be asked is unknown', () => {
  assert.equal(ask([deny()], { account: '12' }).verdict, 'unknown');
  assert.equal(ask([deny()], { resource: '' }).verdict, 'unknown');
});
