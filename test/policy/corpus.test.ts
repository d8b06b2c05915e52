/**
 * The analyser against the corpus: verdicts that were reasoned out from AWS's semantics, row by row. Every way in that
 * it names is then tried in the simulator's evaluator, which knows nothing of the analyser.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repairActions } from '../../src/domain/verdict.ts';
import { analyze } from '../../src/policy/analyze.ts';
import { concretely, requestOfWitness } from '../support/account-request.ts';
import { type CorpusRow, readCorpus } from '../support/policy-corpus.ts';
import { completed, whyNotOf } from '../support/request-of-account.ts';
import { sampleRequests } from '../support/sampled-requests.ts';

const corpus = readCorpus();

for (const row of corpus) {
  test(`${row.topic}: ${row.id} is ${row.verdict}`, () => {
    judge(row);
  });
}

function judge({ question, verdict, reason, causes, requires = [] }: CorpusRow): void {
  const analysis = analyze(question);
  assert.equal(analysis.verdict, verdict, `${reason}\n${analysis.explanation}`);
  if (causes !== undefined) {
    assert.deepEqual(
      analysis.causes.map(({ statement }) => statement),
      causes,
    );
  }
  for (const { kind, key } of requires) {
    const found = analysis.requires.some((each) => each.kind === kind && each.key.toLowerCase() === key.toLowerCase());
    assert.ok(found, `${key} is not among ${JSON.stringify(analysis.requires)}`);
  }
  const { witness } = analysis;
  assert.equal(witness !== null, verdict === 'open' || verdict === 'conditional');
  if (witness === null) return;
  assert.equal(whyNotOf(question, witness), null, JSON.stringify(witness));
  // What NotPrincipal spares is not certain, which is why such a verdict is conditional.
  if (verdict === 'conditional' && question.policyText.includes('NotPrincipal')) return;
  for (const way of [witness, completed(question, witness)])
    assert.notEqual(concretely(question)(way.action, requestOfWitness(way)), 'deny', JSON.stringify(way));
}

test('no request that people can make gets through what the corpus calls a lockout', () => {
  for (const { id, verdict, question } of corpus) {
    if (verdict !== 'locked_out') continue;
    const decide = concretely(question);
    for (const request of sampleRequests(question, 1, 50))
      for (const action of repairActions[question.service])
        assert.equal(decide(action, request), 'deny', `${id}: ${JSON.stringify(request)}`);
  }
});

test('the corpus names each row once', () => {
  const ids = corpus.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length >= 250);
});
