import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signal } from '../../src/domain/signal.ts';
import type { Analysis, Verdict } from '../../src/domain/verdict.ts';
import {
  decideOnCredentials,
  decideOnLivePolicy,
  decideOnSignal,
  type Mode,
  type Rules,
} from '../../src/guards/decide.ts';

const rules = (changes: Partial<Rules> = {}): Rules => ({
  mode: 'enforce',
  lockedOut: ['carve-out'],
  conditional: ['notify'],
  credentials: { newAccounts: 'delete', invitedAccounts: 'approve', drift: 'approve' },
  ...changes,
});
const verdictOf = (verdict: Verdict): Analysis => ({
  verdict,
  actions: {},
  causes: [],
  witness: null,
  requires: [],
  explanation: '',
});

// Only the kind matters to the decision; the rest of the signal is the ingest room's business.
const changed = { kind: 'bucket_policy_changed' } as Signal;

for (const [verdict, action, reason] of [
  ['locked_out', 'remediate', 'verdict_locked_out'],
  ['conditional', 'notify', 'verdict_conditional'],
  ['unknown', 'notify', 'verdict_unknown'],
  ['open', 'ignore', 'verdict_open'],
  ['invalid', 'remediate', 'policy_not_in_event'],
] as const) {
  test(`a policy in an event judged ${verdict}: ${action}`, () => {
    assert.deepEqual(decideOnSignal(changed, verdictOf(verdict), rules()), { action, reason });
  });
}

test('a policy that the event leaves out is looked up, not guessed', () => {
  assert.deepEqual(decideOnSignal(changed, undefined, rules()), { action: 'remediate', reason: 'policy_not_in_event' });
});

test('a conditional lockout is looked at only when the configuration names a repair for it', () => {
  const decided = decideOnSignal(changed, verdictOf('conditional'), rules({ conditional: ['carve-out'] }));
  assert.equal(decided.action, 'remediate');
});

for (const [what, verdict, changes, action, strategies] of [
  ['a proven lockout is repaired', 'locked_out', {}, 'repair', ['carve-out']],
  ['observing changes nothing', 'locked_out', { mode: 'observe' }, 'observe', ['carve-out']],
  ['approve mode asks', 'locked_out', { mode: 'approve' }, 'ask', ['carve-out']],
  [
    'what comes after `notify` is never tried',
    'locked_out',
    { lockedOut: ['carve-out', 'notify', 'delete'] },
    'repair',
    ['carve-out'],
  ],
  ['`notify` alone asks a human', 'locked_out', { lockedOut: ['notify'] }, 'ask', []],
  ['an unknown policy is never acted on', 'unknown', { lockedOut: ['delete'], conditional: ['delete'] }, 'ask', []],
  ['nor is an invalid one', 'invalid', { lockedOut: ['delete'] }, 'ask', []],
  ['a conditional one asks by default', 'conditional', {}, 'ask', []],
] as const) {
  test(`on the live policy: ${what}`, () => {
    const decision = decideOnLivePolicy(verdictOf(verdict), rules(changes));
    assert.ok(decision.action !== 'leave');
    assert.equal(decision.action, action);
    assert.deepEqual(decision.strategies, strategies);
  });
}

test('an open policy is left alone in every mode', () => {
  for (const mode of ['observe', 'approve', 'enforce'] as const satisfies readonly Mode[])
    assert.equal(decideOnLivePolicy(verdictOf('open'), rules({ mode })).action, 'leave');
});

test('credentials are deleted only in enforce mode and only where the rule for that kind of account says so', () => {
  assert.equal(decideOnCredentials('created', rules()), 'delete');
  assert.equal(decideOnCredentials('vended', rules()), 'delete');
  assert.equal(decideOnCredentials('invited', rules()), 'ask');
  assert.equal(decideOnCredentials('joined', rules()), 'ask', 'joined in an unknown way: the stricter rule');
  assert.equal(decideOnCredentials('created', rules({ mode: 'approve' })), 'ask');
  assert.equal(decideOnCredentials('created', rules({ mode: 'observe' })), 'observe');
});
