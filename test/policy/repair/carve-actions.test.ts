/** The action set after a carve-out, held against its definition: never less, and nothing new among what exists. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Service } from '../../../src/domain/resource.ts';
import { carvedActions } from '../../../src/domain/verdict.ts';
import { matchesAction } from '../../../src/policy/match-action.ts';
import { action, findOutside, someEffort } from '../../../src/policy/repair/action-names.ts';
import { type Carved, carveActions } from '../../../src/policy/repair/carve-actions.ts';
import { serviceActions } from '../../../src/policy/repair/service-actions.ts';
import type { PatternElement } from '../../../src/policy/statement.ts';

function assertCarved(denied: PatternElement, carved: Carved, service: Service) {
  const now = carved.left === 'some' ? carved.actions : action();
  for (const name of carvedActions[service]) assert.ok(!matchesAction(now, name), `${name} is still denied`);
  const lost = findOutside(denied, [now, action(...carvedActions[service])], someEffort());
  assert.deepEqual(lost, { found: undefined });
  for (const name of serviceActions[service])
    assert.ok(matchesAction(denied, name) || !matchesAction(now, name), `${name} is denied anew`);
}

/** As people write them: the service in full, and a wildcard for some of the rest. */
function wildcardsOf(name: string): fc.Arbitrary<string> {
  const start = name.indexOf(':') + 1;
  const cut = fc.integer({ min: start, max: name.length });
  return fc.oneof(
    cut.map((at) => `${name.slice(0, at)}*`),
    cut.map((at) => `${name.slice(0, start)}*${name.slice(at)}`),
    fc.tuple(cut, cut).map(([one, other]) => `${name.slice(0, one)}*${name.slice(Math.max(one, other))}`),
    cut.map((at) => `${name.slice(0, at)}?${name.slice(at + 1)}`),
    fc.constantFrom(name, name.toUpperCase()),
  );
}

for (const service of ['s3', 'sqs'] as const) {
  const pattern = fc.constantFrom(...serviceActions[service], ...carvedActions[service]).chain(wildcardsOf);
  const denied = fc.record({ negated: fc.boolean(), patterns: fc.array(pattern, { minLength: 1, maxLength: 5 }) });

  test(`whatever ${service} actions a statement denied, it denies them but for the carved ones, and no others`, () => {
    fc.assert(
      fc.property(denied, (set) => {
        assertCarved(set, carveActions(set, carvedActions[service], service, someEffort()), service);
      }),
      { numRuns: 60 },
    );
  });
}

test('the lists of actions hold every carved one, and none twice', () => {
  for (const service of ['s3', 'sqs'] as const) {
    assert.equal(new Set(serviceActions[service]).size, serviceActions[service].length);
    for (const name of carvedActions[service]) assert.ok(serviceActions[service].includes(name));
  }
});
