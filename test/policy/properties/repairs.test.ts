/**
 * Repairs of generated policies, held against the simulator's evaluator: the account gets back in, and everybody is
 * denied what they were denied, but for the account's own management of the policy.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { carvedActions } from '../../../src/domain/verdict.ts';
import { analyze } from '../../../src/policy/analyze.ts';
import type { PolicyQuestion } from '../../../src/policy/question.ts';
import { proposeRepair } from '../../../src/policy/repair/propose-repair.ts';
import { type AccountRequest, concretely, requestOfWitness } from '../../support/account-request.ts';
import { generatedQuestion, OTHER } from '../../support/generated-policies.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { sampleRequests } from '../../support/sampled-requests.ts';

const ACTIONS = {
  s3: [
    's3:GetObject',
    's3:PutObject',
    's3:DeleteBucket',
    's3:ListBucket',
    's3:PutBucketAcl',
    's3:PutBucketWebsite',
    's3:GetBucketPolicyStatus',
  ],
  sqs: [
    'sqs:SendMessage',
    'sqs:ReceiveMessage',
    'sqs:DeleteQueue',
    'sqs:AddPermission',
    'sqs:GetQueueUrl',
    'sqs:TagQueue',
  ],
} as const;

/** Of the carved actions: the others stay with the owner's account, whatever a policy allows. */
const GRANTABLE_TO_STRANGERS = { s3: [], sqs: ['sqs:GetQueueAttributes'] } as const;

/** The same requests, made by others: of another account, of a service, of nobody. */
function strangers(requests: readonly AccountRequest[]): readonly AccountRequest[] {
  return requests.flatMap(({ context }) => {
    const arn = `arn:aws:iam::${OTHER}:role/Admin`;
    const foreign = {
      ...context,
      'aws:PrincipalArn': arn,
      'aws:PrincipalAccount': OTHER,
      'aws:PrincipalOrgID': 'o-zzzzzzzzzz',
    };
    const service = { ...context, 'aws:PrincipalIsAWSService': 'true', 'aws:SourceAccount': OTHER };
    return [
      {
        principal: { kind: 'account', accountId: OTHER, arns: [arn, `arn:aws:sts::${OTHER}:assumed-role/Admin/s`] },
        context: foreign,
      },
      { principal: { kind: 'service', name: 's3.amazonaws.com' }, context: service },
      {
        principal: { kind: 'anonymous' },
        context: { 'aws:PrincipalType': 'Anonymous', 'aws:PrincipalAccount': 'anonymous' },
      },
    ] as const;
  });
}

function assertNothingElseOpens(before: PolicyQuestion, after: PolicyQuestion, seed: number): void {
  const [old, repaired] = [concretely(before), concretely(after)];
  const own = sampleRequests(before, seed, 10);
  const others = strangers(own);
  for (const request of [...own, ...others])
    for (const action of ACTIONS[before.service])
      assert.equal(repaired(action, request), old(action, request), JSON.stringify({ action, request }));
  for (const request of others)
    for (const action of GRANTABLE_TO_STRANGERS[before.service])
      if (repaired(action, request) === 'allow')
        assert.equal(old(action, request), 'allow', JSON.stringify({ action, request }));
}

function assertWayIn(question: PolicyQuestion): void {
  const { verdict, witness, explanation } = analyze(question);
  assert.equal(verdict, 'open', explanation);
  assert.ok(witness !== null);
  assert.notEqual(concretely(question)(witness.action, requestOfWitness(witness)), 'deny');
}

test('a carve-out lets the account back in, and changes nothing else for anybody', () => {
  const property = fc.property(generatedQuestion, fc.nat(), ({ question }, seed) => {
    const repair = proposeRepair(question, 'carve-out', { breakGlassPrincipals: [] });
    if ('refused' in repair || repair.policyText === null) return;
    const after = { ...question, policyText: repair.policyText };
    assertWayIn(after);
    assertNothingElseOpens(question, after, seed);
  });
  fc.assert(property, propertyRuns(150));
});

test('a carve-out for break-glass principals lets them back in', () => {
  const arn = 'arn:aws:iam::111122223333:role/BreakGlass';
  const property = fc.property(generatedQuestion, fc.nat(), ({ question }, seed) => {
    const repair = proposeRepair(question, 'carve-out', { breakGlassPrincipals: [arn] });
    if ('refused' in repair || repair.policyText === null) return;
    const after = { ...question, policyText: repair.policyText };
    assertNothingElseOpens(question, after, seed);
    // Whom the old policy denied, and who is not break-glass, is denied as before.
    const [old, repaired] = [concretely(question), concretely(after)];
    for (const request of sampleRequests(question, seed, 10))
      for (const action of carvedActions[question.service])
        if (old(action, request) === 'deny')
          assert.equal(repaired(action, request), 'deny', JSON.stringify({ action, request }));
  });
  fc.assert(property, propertyRuns(150));
});

test('stripping lets the account back in, and keeps every statement that stays', () => {
  const property = fc.property(generatedQuestion, ({ question }) => {
    const repair = proposeRepair(question, 'strip', { breakGlassPrincipals: [] });
    if ('refused' in repair || repair.policyText === null) return;
    assertWayIn({ ...question, policyText: repair.policyText });
    const statementsOf = (text: string): readonly string[] => {
      const { Statement } = JSON.parse(text) as { readonly Statement: readonly unknown[] };
      return Statement.map((statement) => JSON.stringify(statement));
    };
    const before = statementsOf(question.policyText);
    for (const statement of statementsOf(repair.policyText)) assert.ok(before.includes(statement), statement);
  });
  fc.assert(property, propertyRuns(150));
});
