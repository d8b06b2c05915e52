/**
 * Verdicts on generated policies, held against the simulator's evaluator: what is said to be shut is tried with
 * requests that people can make, what is said to be open is tried with the request that the analyser names.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { analyze } from '../../../src/policy/analyze.ts';
import { concretely, requestOfWitness } from '../../support/account-request.ts';
import { generatedQuestion } from '../../support/generated-policies.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { completed, whyNotOf } from '../../support/request-of-account.ts';
import { sampleRequests } from '../../support/sampled-requests.ts';

const REQUESTS_EACH = 20;

test('no request of the account gets through an action that is said to be denied', () => {
  const property = fc.property(generatedQuestion, fc.nat(), ({ question }, seed) => {
    const { actions } = analyze(question);
    const denied = Object.keys(actions).filter((action) => actions[action] === 'denied');
    if (denied.length === 0) return;
    const decide = concretely(question);
    for (const request of sampleRequests(question, seed, REQUESTS_EACH))
      for (const action of denied) assert.equal(decide(action, request), 'deny', JSON.stringify({ action, request }));
  });
  fc.assert(property, propertyRuns(600));
});

test('the way in that an open or conditional verdict names does get in, and can be gone', () => {
  const property = fc.property(generatedQuestion, ({ question }) => {
    const { verdict, witness } = analyze(question);
    assert.equal(witness !== null, verdict === 'open' || verdict === 'conditional');
    if (witness === null) return;
    assert.equal(whyNotOf(question, witness), null, JSON.stringify(witness));
    // What NotPrincipal spares is not certain, which is why such a verdict is conditional.
    if (verdict === 'conditional' && question.policyText.includes('NotPrincipal')) return;
    for (const way of [witness, completed(question, witness)])
      assert.notEqual(concretely(question)(way.action, requestOfWitness(way)), 'deny', JSON.stringify(way));
  });
  fc.assert(property, propertyRuns(600));
});

test('a verdict says what it depends on: a conditional one on facts, an open one on nothing but what can be made', () => {
  const property = fc.property(generatedQuestion, ({ question }) => {
    const { verdict, requires, causes, actions } = analyze(question);
    const isEnvironmental = requires.some(({ kind }) => kind === 'environmental');
    if (verdict === 'open') assert.equal(isEnvironmental, false, JSON.stringify(requires));
    if (verdict === 'conditional') assert.equal(isEnvironmental, true, JSON.stringify(requires));
    if (verdict === 'locked_out')
      assert.ok(causes.length > 0 && Object.values(actions).every((reach) => reach === 'denied'));
  });
  fc.assert(property, propertyRuns(600));
});
