/** The accounts of the organization, one by one and in pages. */
import { AwsFault } from '../../wire/aws-fault.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { Account } from '../../world/account.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { matching, requiredText } from '../parameters.ts';
import { pageOf } from './page.ts';
import { checkReader } from './permissions.ts';

const ACCOUNT_ID = /^\d{12}$/;

export const listAccounts: Operation = (request, caller, world) => {
  checkReader(request, caller, world);
  const { items, next } = pageOf(request, world, [...world.accounts.values()]);
  return jsonResponse(request, { Accounts: items.map(describe), ...next });
};

export const listAccountsForParent: Operation = (request, caller, world) => {
  const parentId = requiredText(request, 'ParentId');
  checkReader(request, caller, world);
  const children = [...world.accounts.values()].filter((account) => account.parentId === parentId);
  const { items, next } = pageOf(request, world, children);
  return jsonResponse(request, { Accounts: items.map(describe), ...next });
};

export const describeAccount: Operation = (request, caller, world) => {
  const id = accountIdOf(request);
  checkReader(request, caller, world, arnOf(world, id));
  return jsonResponse(request, { Account: describe(accountNamed(world, id)) });
};

export function accountIdOf(request: WireRequest): string {
  return matching(request, 'AccountId', ACCOUNT_ID);
}

/** Also of an account that does not exist: policies are asked first. */
export function arnOf({ organization }: World, accountId: string): string {
  return `arn:aws:organizations::${organization.managementAccountId}:account/${organization.id}/${accountId}`;
}

export function accountNamed(world: World, id: string): Account {
  const account = world.accounts.get(id);
  if (account !== undefined) return account;
  throw new AwsFault('AccountNotFoundException', 400, "You specified an account that doesn't exist.");
}

/** `Status` retired on 2026-09-09 in favour of `State`. Times of the JSON protocols are in seconds. */
export function describe(account: Account): Readonly<Record<string, unknown>> {
  return {
    Id: account.id,
    Arn: account.arn,
    Email: account.email,
    Name: account.name,
    State: account.state,
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: account.joinedAt / 1000,
  };
}
