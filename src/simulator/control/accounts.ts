/** Accounts and their root users: looked at, and made to look as a rehearsal needs them. */
import type { Account, AccountState } from '../world/account.ts';
import { administratorKeys } from '../world/administrator.ts';
import { LEFT_OVERS } from '../world/left-over-credentials.ts';
import { failConsoleLogin, ROOT_ACTIVITIES } from '../world/root-activity.ts';
import { choiceIn } from './body.ts';
import { type ControlCall, ControlProblem } from './control.ts';

const STATES: readonly AccountState[] = ['PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'];

export function listAccounts({ world }: ControlCall) {
  return { accounts: [...world.accounts.values()].map(summaryOf) };
}

export function showAccount(call: ControlCall) {
  const account = accountIn(call);
  const { root, tags, users, roles } = account;
  const accessKeys = root.accessKeys.map(({ accessKeyId, status, createdAt, lastUsed }) => ({
    accessKeyId,
    status,
    createdAt,
    lastUsed,
  }));
  const signingCertificates = root.signingCertificates.map(({ certificateId, status }) => ({ certificateId, status }));
  return {
    ...summaryOf(account),
    joinedAt: account.joinedAt,
    parentId: account.parentId,
    tags: Object.fromEntries(tags),
    users: [...users.keys()],
    roles: [...roles.keys()],
    root: { password: root.password, accessKeys, signingCertificates, mfaDevices: root.mfaDevices },
  };
}

/** At once and without an event, as AWS itself suspends accounts. */
export function setState(call: ControlCall) {
  const account = accountIn(call);
  account.state = choiceIn(call.body, 'state', STATES);
  return summaryOf(account);
}

export function giveAdministratorKeys(call: ControlCall) {
  return administratorKeys(call.world, accountIn(call).id);
}

/** Without an event: as if it had been there for long. */
export function leaveRootCredentials(call: ControlCall) {
  const account = accountIn(call);
  // Its own keys, and Object.keys says no more than string.
  const kinds = Object.keys(LEFT_OVERS) as (keyof typeof LEFT_OVERS)[];
  LEFT_OVERS[choiceIn(call.body, 'kind', kinds)](call.world, account);
  return summaryOf(account);
}

export function actAsRoot(call: ControlCall) {
  const account = accountIn(call);
  const name = choiceIn(call.body, 'event', ['ConsoleLoginFailure', ...ROOT_ACTIVITIES.keys()]);
  const act = ROOT_ACTIVITIES.get(name) ?? failConsoleLogin;
  act(call.world, account);
  return summaryOf(account);
}

function accountIn({ world, names: [id = ''] }: ControlCall): Account {
  const account = world.accounts.get(id);
  if (account !== undefined) return account;
  throw new ControlProblem(404, `the organization has no account \`${id}\``);
}

function summaryOf({ id, name, email, state, joinedMethod, root }: Account) {
  return {
    id,
    name,
    email,
    state,
    joinedMethod,
    rootCredentials: {
      password: root.password !== null,
      accessKeys: root.accessKeys.length,
      signingCertificates: root.signingCertificates.length,
      mfaDevices: root.mfaDevices.length,
    },
  };
}
