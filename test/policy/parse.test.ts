import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { memberOf } from '../../src/policy/json/json-node.ts';
import { parseJson } from '../../src/policy/json/parse-json.ts';
import { parsePolicy } from '../../src/policy/parse.ts';

const deny = '"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"';

const parsed = (text: string) => {
  const result = parsePolicy(text);
  assert.ok('policy' in result, JSON.stringify(result));
  return result.policy;
};

test('every element is read, and single values are lists of one', () => {
  const [statement] = parsed(`{"Version":"2012-10-17","Id":"x","Statement":{"Sid":"a",${deny},
    "Condition":{"Bool":{"aws:SecureTransport":false},"NumericLessThan":{"s3:TlsVersion":[1.2,"1.3"]}}}}`).statements;
  const { source, ...rest } = statement ?? assert.fail();
  assert.deepEqual(rest, {
    index: 0,
    sid: 'a',
    effect: 'Deny',
    principal: { negated: false, entries: [{ kind: 'AWS', value: '*' }] },
    action: { negated: false, patterns: ['s3:*'] },
    resource: { negated: false, patterns: ['*'] },
    conditions: [
      { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
      { operator: 'NumericLessThan', key: 's3:TlsVersion', values: ['1.2', '1.3'] },
    ],
  });
  assert.equal(source.kind, 'object');
});

test('the Not forms are the same fields, negated', () => {
  const [statement] = parsed(
    '{"Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":["1","2"],"Service":"x"},"NotAction":[],"NotResource":["a","b"]}]}',
  ).statements;
  assert.deepEqual(statement?.principal, {
    negated: true,
    entries: [
      { kind: 'AWS', value: '1' },
      { kind: 'AWS', value: '2' },
      { kind: 'Service', value: 'x' },
    ],
  });
  assert.deepEqual(statement.action, { negated: true, patterns: [] });
  assert.deepEqual(statement.resource, { negated: true, patterns: ['a', 'b'] });
});

test('a policy without a version is one of 2008', () => {
  assert.equal(parsed(`{"Statement":{${deny}}}`).version, '2008-10-17');
});

test('each statement and element knows its place in the text', () => {
  const text = `{ "Statement": [\n  {${deny}},\n  { ${deny}, "Sid" : "zw\\u00f6lf" }\n] }`;
  const [first, second] = parsed(text).statements;
  assert.ok(first && second);
  assert.equal(text.slice(first.source.start, first.source.end), `{${deny}}`);
  const sid = memberOf(second.source, 'Sid') ?? assert.fail();
  assert.equal(text.slice(sid.start, sid.end), '"Sid" : "zw\\u00f6lf"');
  assert.equal(text.slice(sid.value.start, sid.value.end), '"zw\\u00f6lf"');
  assert.equal(second.sid, 'zwölf');
});

for (const [what, text, sentence] of [
  ['an empty text', '', 'not JSON: a value is expected: the text ends too early'],
  ['half a policy', '{"Statement":[', 'not JSON: a value is expected: the text ends too early'],
  ['text after the end', `{"Statement":{${deny}}} x`, 'not JSON: there is text after the end'],
  ['a trailing comma', '{"Statement":[1,]}', 'not JSON: a value is expected'],
  ['a string over two lines', '{"a\n":1}', 'not JSON: a string is not closed on its line'],
  ['a false escape', '{"a\\x":1}', 'not JSON: a string holds an escape that JSON does not have'],
  ['a list', '[]', 'a policy is a JSON object'],
  ['no statement', '{}', 'a policy has a `Statement`'],
  ['an empty list of statements', '{"Statement":[]}', '`Statement` is empty'],
  ['a statement that is text', '{"Statement":["x"]}', 'statement 0 is not a JSON object'],
  [
    'a version of our own',
    `{"Version":"2020-01-01","Statement":{${deny}}}`,
    '`Version` is "2012-10-17" or "2008-10-17"',
  ],
  ['a comment', `{"Statement":{${deny},"Comment":""}}`, 'statement 0 has no `Comment`'],
  ['a name in the wrong case', `{"Statement":{${deny},"sid":""}}`, 'statement 0 has no `sid`: it is written `Sid`'],
  ['an element twice', `{"Statement":{${deny},"Effect":"Allow"}}`, '`Effect` occurs twice in statement 0'],
  ['both forms', `{"Statement":{${deny},"NotAction":"x"}}`, 'statement 0 has both `Action` and `NotAction`'],
  [
    'no principal',
    '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}',
    'statement 0 has neither `Principal` nor `NotPrincipal`',
  ],
  [
    'an effect in lower case',
    '{"Statement":{"Effect":"deny","Principal":"*","Action":"*","Resource":"*"}}',
    '`Effect` of statement 0 is neither "Allow" nor "Deny"',
  ],
  [
    'a principal without its kind',
    '{"Statement":{"Effect":"Deny","Principal":"arn:aws:iam::1:root","Action":"*","Resource":"*"}}',
    '`Principal` is "*" or an object such as {"AWS": "arn:…"}',
  ],
  [
    'an operator twice',
    `{"Statement":{${deny},"Condition":{"Bool":{},"Bool":{}}}}`,
    '`Bool` occurs twice in the conditions of statement 0',
  ],
  [
    'a value that is null',
    `{"Statement":{${deny},"Condition":{"Bool":{"aws:x":null}}}}`,
    'values of `aws:x`: a string is expected',
  ],
] as const) {
  test(`${what} is a problem with a sentence and a place`, () => {
    const result = parsePolicy(text);
    assert.ok('problems' in result);
    assert.equal(result.problems[0]?.sentence, sentence);
    for (const { start, end } of result.problems) assert.ok(0 <= start && start <= end && end <= text.length);
  });
}

test('nesting that would exhaust a stack is turned down', () => {
  for (const open of ['[', '{"a":']) assert.ok('problem' in parseJson(open.repeat(100_000)));
});

test('any JSON is read as JSON.parse reads it, whatever the spacing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 1, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const result = parseJson(text);
      assert.ok('node' in result, text);
      assert.deepEqual([result.node.start, result.node.end], [0, text.length]);
      assert.deepEqual(JSON.parse(text.slice(result.node.start, result.node.end)), JSON.parse(text));
    }),
  );
});

test('what JSON.parse refuses is refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:01.eE-+tru falsn\\u')) }), (text) => {
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      assert.equal('node' in parseJson(text), isJson, text);
    }),
    { numRuns: 2000 },
  );
});
