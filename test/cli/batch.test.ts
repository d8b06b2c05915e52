import assert from 'node:assert/strict';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import { openAnswerPool } from '../../src/cli/answer-pool.ts';
import { runBatch } from '../../src/cli/batch.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

const shut = { Version: '2012-10-17', Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' } };
const ask = (changes: object = {}) => ({
  service: 's3',
  account: '111122223333',
  resource: 'b-c-d',
  policy: shut,
  ...changes,
});
const linesOf = (questions: readonly object[]): string =>
  questions.map((question) => `${JSON.stringify(question)}\n`).join('');
const answersOf = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

suite('rootkeeper analyze --batch', () => {
  test('answers come in the order of the questions, each with its id, whatever the id is', async () => {
    const ids = ['a', 7, null, { nested: [1] }, 'a'];
    const { code, stdout, stderr } = await runProgram(['analyze', '--batch'], {
      input: linesOf(ids.map((id) => ask({ id }))),
    });
    assert.equal(code, 0, 'a lockout is an answer like any other');
    assert.equal(stderr, '', 'no progress bar in a pipe');
    assert.deepEqual(
      answersOf(stdout).map(({ id }) => id),
      ids,
    );
  });

  test('an answer has the shape of the contract', async () => {
    const { stdout } = await runProgram(['analyze', '--batch'], { input: linesOf([ask({ id: 'q1' })]) });
    const [answer] = answersOf(stdout);
    assert.deepEqual(Object.keys(answer ?? {}), [
      ...['id', 'verdict', 'actions', 'causes', 'witness', 'requires', 'repair', 'explanation'],
    ]);
    assert.partialDeepStrictEqual(answer, {
      id: 'q1',
      verdict: 'locked_out',
      actions: { 's3:PutBucketPolicy': 'denied', 's3:DeleteBucketPolicy': 'denied' },
      causes: [{ statement: 0 }],
      witness: null,
      requires: [],
    });
    const { repair } = answer as { repair: { policy: unknown; changes: unknown[] } };
    assert.equal(repair.changes.length, 1);
    assert.equal(typeof repair.policy, 'object');
  });

  test('what was denied until a day that has passed is denied no longer, and what was denied since then for good', async () => {
    const at = (operator: string) =>
      ask({
        policy: {
          ...shut,
          Statement: { ...shut.Statement, Condition: { [operator]: { 'aws:CurrentTime': '2020-01-01' } } },
        },
      });
    const { stdout } = await runProgram(['analyze', '--batch'], {
      input: linesOf([at('DateLessThan'), at('DateGreaterThan')]),
    });
    assert.deepEqual(
      answersOf(stdout).map(({ verdict }) => verdict),
      ['open', 'locked_out'],
    );
  });

  test('names out of an example are compared like any others', async () => {
    const condition = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-other' } };
    const policy = { ...shut, Statement: { ...shut.Statement, Resource: 'arn:aws:s3:::b', Condition: condition } };
    const { stdout } = await runProgram(['analyze', '--batch'], {
      input: linesOf(['b', 'arn:aws:s3:::b'].map((resource) => ask({ resource, organizationId: 'o-ours', policy }))),
    });
    assert.deepEqual(
      answersOf(stdout).map(({ verdict }) => verdict),
      ['locked_out', 'locked_out'],
    );
  });

  test('a policy may be text, a resource an ARN, and fields of the caller are left alone', async () => {
    const questions = [
      ask({ policy: JSON.stringify(shut), ours: 1 }),
      ask({
        service: 'sqs',
        resource: 'arn:aws:sqs:eu-west-1:111122223333:q',
        policy: { ...shut, Statement: { ...shut.Statement, Action: 'sqs:*' } },
      }),
      ask({ region: null, organizationId: 'o-a1b2c3d4e5', resource: 'arn:aws:s3:::b-c-d' }),
    ];
    const { stdout } = await runProgram(['analyze', '--batch'], { input: linesOf(questions) });
    assert.deepEqual(
      answersOf(stdout).map(({ verdict }) => verdict),
      ['locked_out', 'locked_out', 'locked_out'],
    );
  });

  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const malformed: readonly (readonly [what: string, line: string, answer: object])[] = [
    ['no JSON', 'nope', { line: 1, verdict: 'invalid', explanation: 'the line is not a JSON object' }],
    ['an empty line', '', { line: 1, verdict: 'invalid' }],
    ['JSON, but no question', '[1]', { line: 1, verdict: 'invalid' }],
    ['a line longer than any policy', `"${'x'.repeat(1024 * 1024)}"`, { line: 1, verdict: 'invalid' }],
    [
      'a question without an account',
      JSON.stringify({ ...ask({ id: 1 }), account: undefined }),
      { id: 1, verdict: 'invalid' },
    ],
    ['a policy of no kind', JSON.stringify(ask({ id: 2, policy: 5 })), { id: 2, verdict: 'invalid' }],
    ['a policy that is none', JSON.stringify(ask({ id: 3, policy: '{' })), { id: 3, verdict: 'invalid', repair: null }],
    [
      'a policy nested without end',
      `{"id":4,${JSON.stringify(ask())
        .slice(1)
        .replace(/"policy":.*/u, `"policy":{"Statement":${deep}}}`)}`,
      { id: 4, verdict: 'invalid' },
    ],
  ];
  for (const [what, line, answer] of malformed)
    test(`${what} is answered, and the run goes on`, async () => {
      const { code, stdout } = await runProgram(['analyze', '--batch'], {
        input: `${line}\n${linesOf([ask({ id: 'next' })])}`,
      });
      assert.equal(code, 0);
      const answers = answersOf(stdout);
      assert.equal(answers.length, 2);
      assert.partialDeepStrictEqual(answers[0], answer);
      assert.equal(typeof answers[0]?.['explanation'], 'string');
      assert.partialDeepStrictEqual(answers[1], { id: 'next', verdict: 'locked_out' });
    });

  test('who asks one at a time is answered one at a time', async () => {
    const { child, ended } = startProgram(['analyze', '--batch', '-']);
    for (const id of [1, 2]) {
      child.stdin?.write(linesOf([ask({ id })]));
      const [text] = (await once(child.stdout ?? child, 'data')) as [string];
      assert.partialDeepStrictEqual(JSON.parse(text), { id });
    }
    child.stdin?.end();
    assert.equal((await ended).code, 0);
  });

  test('a file is read like standard input, a last line needs no newline, and Windows line ends are no part of it', async () => {
    await using directory = await openTemporaryDirectory();
    const text = linesOf([ask({ id: 1 }), ask({ id: 2 })])
      .replaceAll('\n', '\r\n')
      .trimEnd();
    const { stdout } = await runProgram([
      'analyze',
      '--batch',
      await directory.write('questions.jsonl', `\uFEFF${text}`),
    ]);
    assert.deepEqual(
      answersOf(stdout).map(({ id }) => id),
      [1, 2],
    );
  });
});

suite('large batches', () => {
  const questions = linesOf(Array.from({ length: 2000 }, (_, id) => ask({ id, policy: id % 3 === 0 ? '{' : shut })));
  const input = async function* () {
    for (let at = 0; at < questions.length; at += 7000) yield Buffer.from(questions.slice(at, at + 7000));
    await Promise.resolve();
  };
  const run = async (pool: ReturnType<typeof openAnswerPool>) => {
    let text = '';
    const write = (more: string) => {
      text += more;
      return Promise.resolve();
    };
    const counts = await runBatch({
      input: input(),
      answer: pool.answer,
      groupsMax: 8,
      write,
      onProgress: () => undefined,
    });
    return { text, counts };
  };

  test('worker threads answer as one thread would, in the same order', async () => {
    await using alone = openAnswerPool(1);
    await using together = openAnswerPool(2, 0);
    const expected = await run(alone);
    assert.deepEqual(expected.counts, { lines: 2000, lockedOut: 1333, invalid: 667 });
    assert.deepEqual(await run(together), expected);
  });

  test('a run that begins alone goes on with worker threads', async () => {
    await using pool = openAnswerPool(3, 50_000);
    const { text } = await run(pool);
    assert.deepEqual(
      answersOf(text).map(({ id }) => id),
      Array.from({ length: 2000 }, (_, id) => id),
    );
  });

  test('nobody reads ahead of a slow writer', async () => {
    const room = Promise.withResolvers<undefined>();
    let [read, written] = [0, 0];
    const slow = async function* () {
      for (let id = 0; id < 100; id += 1) {
        read += 1;
        yield Buffer.from(linesOf([ask({ id })]));
        await new Promise(setImmediate);
      }
    };
    await using pool = openAnswerPool(1);
    const write = async () => {
      await room.promise;
      written += 1;
    };
    const ended = runBatch({ input: slow(), answer: pool.answer, groupsMax: 4, write, onProgress: () => undefined });
    for (let turn = 0; turn < 500; turn += 1) await new Promise(setImmediate);
    assert.equal(written, 0);
    assert.ok(read <= 5, `${read} groups are in memory`);
    room.resolve(undefined);
    assert.equal((await ended).lines, 100);
  });

  test('a writer that fails ends the run with its error', async () => {
    await using pool = openAnswerPool(1);
    const write = () => Promise.reject(new Error('disk full'));
    await assert.rejects(
      runBatch({ input: input(), answer: pool.answer, groupsMax: 2, write, onProgress: () => undefined }),
      /disk full/u,
    );
  });
});
