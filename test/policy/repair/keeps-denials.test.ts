/**
 * The promise of the carve-out, held against the simulated AWS's own evaluator, which shares no code with the analyser
 * or the repairs: on policies and requests that nobody picked, whatever was denied still is.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Service } from '../../../src/domain/resource.ts';
import { carvedActions } from '../../../src/domain/verdict.ts';
import { analyze } from '../../../src/policy/analyze.ts';
import { proposeRepair } from '../../../src/policy/repair/propose-repair.ts';
import { serviceActions } from '../../../src/policy/repair/service-actions.ts';
import { evaluatePolicy, type PolicyRequest } from '../../../src/simulator/access/evaluate-policy.ts';
import type { AccountPrincipal, Principal } from '../../../src/simulator/access/match-principal.ts';

const account = '111122223333';
const stranger = '444455556666';
const breakGlass = `arn:aws:iam::${account}:role/BreakGlass`;

const places = {
  s3: { resource: 'b', arns: ['arn:aws:s3:::b', 'arn:aws:s3:::b/key', 'arn:aws:s3:::b/public/key'] },
  sqs: { resource: `arn:aws:sqs:eu-west-1:${account}:q`, arns: [`arn:aws:sqs:eu-west-1:${account}:q`] },
} as const satisfies Record<Service, object>;

const role = (owner: string, name: string): AccountPrincipal => ({
  kind: 'account',
  accountId: owner,
  arns: [`arn:aws:iam::${owner}:role/${name}`, `arn:aws:sts::${owner}:assumed-role/${name}/me`],
});
const user = (owner: string, name: string): AccountPrincipal => ({
  kind: 'account',
  accountId: owner,
  arns: [`arn:aws:iam::${owner}:user/${name}`],
});

const principals: readonly Principal[] = [
  role(account, 'App'),
  role(account, 'BreakGlass'),
  user(account, 'ann'),
  role(stranger, 'App'),
  user(stranger, 'bob'),
  { kind: 'service', name: 'logging.s3.amazonaws.com' },
  { kind: 'anonymous' },
];

const listOrOne = <T>(item: fc.Arbitrary<T>) =>
  fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => (items.length === 1 ? items[0] : items));

const whoever = listOrOne(
  fc.constantFrom(
    '*',
    account,
    stranger,
    breakGlass,
    `arn:aws:iam::${account}:root`,
    `arn:aws:iam::${stranger}:role/App`,
  ),
);
const principalElement = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ Principal: '*' }) },
  { weight: 2, arbitrary: whoever.map((AWS) => ({ Principal: { AWS } })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { NotPrincipal: { AWS: `arn:aws:iam::${account}:root` } },
      { NotPrincipal: { AWS: stranger } },
    ),
  },
);

function actionElement(service: Service) {
  const known = fc.constantFrom(...serviceActions[service], ...carvedActions[service]);
  const cut = fc.tuple(known, fc.integer({ min: 0, max: 12 }));
  const pattern = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(`${service}:*`, '*', ...carvedActions[service]) },
    { weight: 2, arbitrary: known },
    { weight: 1, arbitrary: cut.map(([name, length]) => `${name.slice(0, service.length + 1 + length)}*`) },
  );
  return fc.oneof(
    { weight: 4, arbitrary: listOrOne(pattern).map((Action) => ({ Action })) },
    { weight: 1, arbitrary: listOrOne(known).map((NotAction) => ({ NotAction })) },
  );
}

const conditionElement = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      { Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${stranger}:role/*` } } },
      {
        Condition: {
          ArnNotLike: { 'aws:principalarn': [`arn:aws:iam::${account}:root`] },
          Null: { 'aws:SourceVpce': 'true' },
        },
      },
      { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } },
      { Condition: { StringNotEquals: { 'aws:PrincipalAccount': [stranger] } } },
      { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
    ),
  },
);

function statement(service: Service, effect: 'Allow' | 'Deny') {
  const resource = listOrOne(fc.constantFrom('*', ...places[service].arns, `${places[service].arns[0]}*`));
  return fc
    .tuple(principalElement, actionElement(service), resource, conditionElement)
    .filter(([who]) => effect === 'Deny' || 'Principal' in who)
    .map(([who, what, Resource, when]) => ({ Effect: effect, ...who, ...what, Resource, ...when }));
}

type Policy = { readonly service: Service; readonly text: string; readonly grants: readonly string[] };

const layout = fc.constantFrom(undefined, 2, 4, '\t');

const policyOf = (service: Service): fc.Arbitrary<Policy> =>
  fc
    .tuple(
      fc.array(statement(service, 'Deny'), { minLength: 1, maxLength: 4 }),
      fc.array(statement(service, 'Allow'), { maxLength: 2 }),
      layout,
    )
    .map(([denials, allows, indent]) => {
      const written = [...denials, ...allows].map((one, n) => ({ Sid: `S${String(n)}`, ...one }));
      const text = JSON.stringify({ Version: '2012-10-17', Statement: written }, null, indent);
      const grants = written
        .filter(({ Effect }) => Effect === 'Allow')
        .map((one) => JSON.stringify(one, null, indent).replaceAll('\n', `\n${' '.repeat(4)}`));
      // Only two spaces a level are easy to say where a statement stands.
      return { service, text, grants: indent === 2 ? grants : [] };
    });

const contextOf = (principal: Principal) =>
  fc
    .record({
      'aws:SecureTransport': fc.constantFrom('true', 'false'),
      'aws:SourceVpce': fc.option(fc.constantFrom('vpce-1', 'vpce-2'), { nil: undefined }),
      'aws:SourceIp': fc.option(fc.constantFrom('203.0.113.7', '198.51.100.7'), { nil: undefined }),
    })
    .map((chosen) => ({
      ...chosen,
      ...(principal.kind === 'account'
        ? { 'aws:PrincipalAccount': principal.accountId, 'aws:PrincipalArn': principal.arns[0] }
        : {}),
    }));

const requestOf = (service: Service): fc.Arbitrary<PolicyRequest> =>
  fc
    .tuple(
      fc.oneof(
        fc.constantFrom(...serviceActions[service]),
        fc.constantFrom(`${service}:PutNothingYet`, `${service}:ZapAll`),
      ),
      fc.constantFrom(...places[service].arns),
      fc.constantFrom(...principals),
    )
    .chain(([action, resource, principal]) =>
      contextOf(principal).map((context) => {
        const present = Object.entries(context).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, value] as const],
        );
        return { action, resource, principal, context: Object.fromEntries(present) };
      }),
    );

const isOwn = (principal: Principal | null): boolean =>
  principal?.kind === 'account' && principal.accountId === account;

/** What "no policy" comes to: it says nothing about anybody. */
const silent = JSON.stringify({ Statement: { Effect: 'Deny', Principal: '*', Action: 'none:None', Resource: '*' } });

/** Nobody who was denied may be let in, but for what the carve-out is for, and those whom it is for. */
function assertNothingOpens(before: string, after: string, request: PolicyRequest, isForSome: boolean) {
  const { action, principal } = request;
  const isCarved = [...carvedActions.s3, ...carvedActions.sqs].some((name) => name === action);
  const isGivenBack = isCarved && (!isForSome || JSON.stringify(principal).includes(breakGlass));
  const was = evaluatePolicy(before, request);
  const is = evaluatePolicy(after, request);
  if (was === 'deny' && !isGivenBack) assert.equal(is, 'deny', JSON.stringify(request));
  // Strangers can never manage buckets or change queues, but a queue's attributes can be theirs to read.
  const isGrantable = !isCarved || action === 'sqs:GetQueueAttributes';
  if (is === 'allow' && isGrantable && !isOwn(principal)) assert.equal(was, 'allow', JSON.stringify(request));
}

for (const service of ['s3', 'sqs'] as const) {
  for (const breakGlassPrincipals of [[], [breakGlass]]) {
    const forWhom = breakGlassPrincipals.length === 0 ? 'everybody' : 'break-glass principals';
    test(`a carve-out of ${service} policies for ${forWhom} opens them and denies whatever was denied`, () => {
      let repaired = 0;
      const requests = fc.array(requestOf(service), { minLength: 30, maxLength: 30 });
      const property = fc.property(policyOf(service), requests, ({ text, grants }, asked) => {
        const question = { service, account, resource: places[service].resource, policyText: text };
        const repair = proposeRepair(question, 'carve-out', { breakGlassPrincipals });
        if ('refused' in repair) return;
        repaired += 1;
        const now = repair.policyText ?? silent;
        assert.equal(analyze({ ...question, policyText: now }).verdict, 'open');
        for (const grant of grants) assert.ok(now.includes(grant), `${grant} is gone`);
        for (const request of asked) assertNothingOpens(text, now, request, breakGlassPrincipals.length > 0);
      });
      fc.assert(property, { numRuns: 150 });
      assert.ok(repaired > 20, `only ${String(repaired)} policies were repaired: the property says too little`);
    });
  }
}
