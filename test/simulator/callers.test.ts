/** The simulated AWS believes a caller by the signature alone, and answers the others as AWS would. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { openSimulatedOrganization } from '../support/simulated-organization.ts';

const organization = await openSimulatedOrganization();
after(() => organization[Symbol.asyncDispose]());
const { daemon, managementAccountId: management } = organization;
const whoAmI = new GetCallerIdentityCommand({});

test('a user is known by its access key', async () => {
  const { Arn, Account } = await organization.as(daemon).sts.send(whoAmI);
  assert.equal(Account, management);
  assert.equal(Arn, `arn:aws:iam::${management}:user/rootkeeper`);
});

for (const [promise, credentials, name] of [
  ['an unknown access key is refused', { ...daemon, accessKeyId: 'AKIAUNKNOWNUNKNOWN00' }, 'InvalidClientTokenId'],
  ['a wrong secret is refused', { ...daemon, secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
  ['a session token for a long-term key is refused', { ...daemon, sessionToken: 'made-up' }, 'InvalidClientTokenId'],
] as const) {
  test(promise, async () => {
    await assert.rejects(organization.as(credentials).sts.send(whoAmI), { name });
  });
}
