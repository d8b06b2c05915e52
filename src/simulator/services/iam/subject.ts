/**
 * Whose credentials a call is about: the root user when root leaves `UserName` out
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html), else an IAM user.
 * Asks whether the caller may, before anything is said about what exists.
 */
import { authorize } from '../../access/authorize.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import type { IdentifiedCaller } from '../../wire/caller.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { Account } from '../../world/account.ts';
import { noRootCredentials, type RootCredentials } from '../../world/root-credentials.ts';
import type { World } from '../../world/world.ts';
import { optionalText } from '../parameters.ts';

export type Subject = {
  readonly arn: string;
  /** Null: the root user. */
  readonly userName: string | null;
  readonly account: Account;
  /** The root user's own, to be changed in place; of an IAM user a copy, to be read only. */
  readonly credentials: RootCredentials;
};

export function subjectOf(request: WireRequest, caller: IdentifiedCaller, world: World): Subject {
  const account = accountOf(caller, world);
  const userName = userNameOf(request, caller);
  const arn = `arn:aws:iam::${account.id}:${userName === null ? 'root' : `user/${userName}`}`;
  request.notes.resource = arn;
  authorize(request, caller, world, {
    action: `iam:${request.operation}`,
    resource: arn,
    resourceAccountId: account.id,
  });
  if (userName === null) return { arn, userName, account, credentials: account.root };
  if (!account.users.has(userName)) throw noSuchEntity(`The user with name ${userName} cannot be found.`);
  return { arn, userName, account, credentials: userCredentials(world, account.id, userName) };
}

/** For what changes something: only the root user's credentials can be changed here. */
export function rootSubjectOf(request: WireRequest, caller: IdentifiedCaller, world: World): Subject {
  const subject = subjectOf(request, caller, world);
  if (subject.userName === null) return subject;
  throw new AwsFault('NotImplemented', 501, 'The simulator does not change the credentials of IAM users.');
}

export function accountOf(caller: IdentifiedCaller, world: World): Account {
  const account = world.accounts.get(caller.accountId);
  if (account === undefined) throw new Error(`${caller.arn} calls from an account that is not in the world`);
  return account;
}

export function noSuchEntity(message: string): AwsFault {
  return new AwsFault('NoSuchEntity', 404, message);
}

function userNameOf(request: WireRequest, caller: IdentifiedCaller): string | null {
  const given = optionalText(request, 'UserName');
  if (given !== undefined && given !== '') return given;
  switch (caller.kind) {
    case 'root-session':
    case 'root-user':
      return null;
    case 'user':
      return caller.userName;
    case 'role-session':
      throw new AwsFault('ValidationError', 400, 'Must specify userName when calling with non-User credentials');
  }
}

function userCredentials(world: World, accountId: string, userName: string): RootCredentials {
  const credentials = noRootCredentials();
  for (const key of world.credentials.values()) {
    if (key.kind !== 'user' || key.accountId !== accountId || key.userName !== userName) continue;
    const { accessKeyId, secretAccessKey } = key;
    credentials.accessKeys.push({ accessKeyId, secretAccessKey, status: 'Active', createdAt: 0, lastUsed: null });
  }
  return credentials;
}
