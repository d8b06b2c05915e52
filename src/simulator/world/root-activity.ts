/**
 * What the owner of an account's root e-mail address does in the console, where no API call of ours reaches: the change
 * it makes to the root credentials, and the event that tells of it. For the control endpoint.
 */
import { randomUUID } from 'node:crypto';
import { javaDate } from '../trail/java-date.ts';
import { recordCall } from '../trail/record-call.ts';
import { recordSignIn } from '../trail/record-sign-in.ts';
import type { RootUserCaller } from '../wire/caller.ts';
import type { TrailNote } from '../wire/wire.ts';
import type { Account } from './account.ts';
import { LEFT_OVERS } from './left-over-credentials.ts';
import type { World } from './world.ts';

type Activity = (world: World, account: Account) => void;

/** By the name of the event. */
export const ROOT_ACTIVITIES: ReadonlyMap<string, Activity> = new Map<string, Activity>([
  [
    'ConsoleLogin',
    (world, account) => {
      const { password } = account.root;
      if (password !== null) password.lastUsedAt = world.clock.now();
      signIn(world, account, 'ConsoleLogin');
    },
  ],
  [
    'PasswordRecoveryRequested',
    (world, account) => {
      signIn(world, account, 'PasswordRecoveryRequested');
    },
  ],
  ['PasswordRecoveryCompleted', settingPassword('PasswordRecoveryCompleted')],
  ['PasswordUpdated', settingPassword('PasswordUpdated')],
  [
    'EmailUpdated',
    (world, account) => {
      signIn(world, account, 'EmailUpdated');
    },
  ],
  ['CreateAccessKey', createAccessKey],
  ['EnableMFADevice', enableMfaDevice],
]);

/** With a password or without: whether one is right is not the simulator's to say. */
export function failConsoleLogin(world: World, { id: accountId }: Account): void {
  world.publish(recordSignIn(world, { accountId, eventName: 'ConsoleLogin', outcome: 'Failure', usedMfa: false }));
}

function signIn(world: World, account: Account, eventName: string): void {
  const usedMfa = account.root.mfaDevices.length > 0;
  world.publish(recordSignIn(world, { accountId: account.id, eventName, outcome: 'Success', usedMfa }));
}

function settingPassword(eventName: string): Activity {
  return (world, account) => {
    account.root.password = { createdAt: world.clock.now(), lastUsedAt: null };
    signIn(world, account, eventName);
  };
}

/** By root for itself: CloudTrail then shows no request parameters. */
function createAccessKey(world: World, account: Account): void {
  LEFT_OVERS['active-key'](world, account);
  const key = account.root.accessKeys.at(-1);
  const accessKey = {
    accessKeyId: key?.accessKeyId,
    status: key?.status,
    createDate: javaDate(world.clock.now()),
  };
  call(world, account, 'CreateAccessKey', { requestParameters: null, responseElements: { accessKey } });
}

function enableMfaDevice(world: World, account: Account): void {
  LEFT_OVERS['virtual-mfa'](world, account);
  const serialNumber = account.root.mfaDevices.at(-1)?.serialNumber;
  call(world, account, 'EnableMFADevice', { requestParameters: { userName: 'AWS ROOT USER', serialNumber } });
}

function call(world: World, { id: accountId }: Account, operation: string, note: TrailNote): void {
  const arn = `arn:aws:iam::${accountId}:root`;
  const caller: RootUserCaller = {
    kind: 'root-user',
    accountId,
    arn,
    principalArn: arn,
    userId: accountId,
    accessKeyId: '',
  };
  const request = {
    requestId: randomUUID(),
    service: 'iam',
    operation,
    region: 'us-east-1',
    sourceIp: '198.51.100.1',
    headers: { 'user-agent': 'Mozilla/5.0' },
  };
  world.publish(recordCall({ request, caller, note }, null, world));
}
