/** docs/simulator.md and the simulated organization know the same control routes, and the same variables. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const page = readFileSync('docs/simulator.md', 'utf8');
const organization = await openSimulatedOrganization({ accounts: 2 });
after(() => organization[Symbol.asyncDispose]());

test('every control route is documented', async () => {
  const answer = (await (await fetch(`${organization.endpoint}/_simulator`)).json()) as { routes: string[] };
  assert.ok(answer.routes.length > 20);
  for (const route of answer.routes) {
    const [, path = ''] = route.split(' /_simulator');
    // `{}` stands for a name, which the page writes in capitals.
    const written = new RegExp(`${path.replaceAll('{}', '[A-Z]+')}[^/A-Za-z]`, 'u');
    assert.match(page, written, route);
  }
});

test('every exported variable is documented', () => {
  for (const name of Object.keys(organization.environment)) {
    const [short = name] = /_(?:SECRET_ACCESS_KEY)$/u.exec(name) ?? [];
    assert.ok(page.includes(`\`${name}\``) || page.includes(`…${short}`), name);
  }
});
