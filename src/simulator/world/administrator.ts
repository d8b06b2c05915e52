/**
 * Somebody who administers an account: an IAM user with AdministratorAccess, made when first asked for. Whom a lockout
 * shuts out, and whom tests and the demo let do what people do.
 */
import { ADMINISTRATOR_ACCESS, addUser, type Keys } from './add-account.ts';
import type { World } from './world.ts';

const ADMINISTRATOR = 'administrator';

export function administratorKeys(world: World, accountId: string): Keys {
  const account = world.accounts.get(accountId);
  if (account === undefined) throw new Error(`the simulated organization has no account ${accountId}`);
  if (!account.users.has(ADMINISTRATOR)) return addUser(world, account, ADMINISTRATOR, [ADMINISTRATOR_ACCESS]);
  for (const credential of world.credentials.values()) {
    if (credential.kind === 'user' && credential.accountId === accountId && credential.userName === ADMINISTRATOR) {
      return { accessKeyId: credential.accessKeyId, secretAccessKey: credential.secretAccessKey };
    }
  }
  throw new Error(`the administrator of account ${accountId} has no access key`);
}
