/**
 * One more account in the simulated organization, the way AWS makes or takes it: with the role that Organizations puts
 * in for the management account. Used by the seed, by CreateAccount and by accepted invitations.
 */
import type { Account, PolicyText } from './account.ts';
import type { World } from './world.ts';
import { noRootCredentials } from './root-credentials.ts';

export type NewAccount = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joinedMethod: Account['joinedMethod'];
  readonly joinedAt: number;
  readonly parentId: string;
};

export const ADMINISTRATOR_ACCESS: PolicyText = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

export function addAccount(world: World, given: NewAccount): Account {
  const { organization } = world;
  const account: Account = {
    ...given,
    arn: `arn:aws:organizations::${organization.managementAccountId}:account/${organization.id}/${given.id}`,
    state: 'ACTIVE',
    tags: new Map(),
    root: noRootCredentials(),
    users: new Map(),
    roles: new Map(),
  };
  if (account.id !== organization.managementAccountId) {
    addRole(world, account, {
      name: 'OrganizationAccountAccessRole',
      trusts: [organization.managementAccountId],
      policies: [ADMINISTRATOR_ACCESS],
    });
  }
  world.accounts.set(account.id, account);
  return account;
}

type NewRole = { readonly name: string; readonly trusts: readonly string[]; readonly policies: readonly PolicyText[] };

function addRole(world: World, account: Account, { name, trusts, policies }: NewRole): void {
  const arn = `arn:aws:iam::${account.id}:role/${name}`;
  account.roles.set(name, {
    name,
    roleId: world.ids.unique('AROA'),
    arn,
    trusts: [...trusts],
    policies: [...policies],
  });
}

export type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** An IAM user with one access key, which is returned: it is nowhere else to be read. */
export function addUser(world: World, account: Account, name: string, policies: readonly PolicyText[]): Keys {
  const arn = `arn:aws:iam::${account.id}:user/${name}`;
  account.users.set(name, { name, userId: world.ids.unique('AIDA'), arn, policies: [...policies] });
  const keys = { accessKeyId: world.ids.unique('AKIA'), secretAccessKey: world.ids.secret() };
  world.credentials.set(keys.accessKeyId, { kind: 'user', accountId: account.id, userName: name, ...keys });
  return keys;
}
