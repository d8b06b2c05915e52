/**
 * Long-term root credentials that nobody removed: every kind there is, alone and together.
 * Access keys really work, as they do in the accounts they are modelled on.
 */
import type { Account } from './account.ts';
import type { World } from './world.ts';

const DAY_MS = 86_400_000;

type LeftOver = (world: World, account: Account) => void;

/** Of every three accounts one has something left over; the kinds take turns. */
export function seedRootCredentials(world: World, account: Account, position: number): void {
  if (position % 3 !== 1) return;
  const kind = KINDS[Math.floor(position / 3) % KINDS.length] ?? [];
  for (const leaveBehind of kind) leaveBehind(world, account);
}

/** What an account that was run by hand for years has. */
export function leaveEveryRootCredential(world: World, account: Account): void {
  for (const leaveBehind of EVERYTHING) leaveBehind(world, account);
}

const password: LeftOver = (world, account) => {
  const createdAt = account.joinedAt;
  account.root.password = { createdAt, lastUsedAt: world.ids.integer(2) === 0 ? null : createdAt + 10 * DAY_MS };
};

function addRootAccessKey(world: World, account: Account, status: 'Active' | 'Inactive'): void {
  const key = { accessKeyId: world.ids.unique('AKIA'), secretAccessKey: world.ids.secret() };
  const lastUsed =
    status === 'Active'
      ? { at: world.clock.now() - 7 * DAY_MS, service: 's3', region: world.settings.homeRegion }
      : null;
  account.root.accessKeys.push({ ...key, status, createdAt: account.joinedAt, lastUsed });
  if (status === 'Active') {
    world.credentials.set(key.accessKeyId, { kind: 'root-user', accountId: account.id, ...key });
  }
}

const activeKey: LeftOver = (world, account) => {
  addRootAccessKey(world, account, 'Active');
};

const inactiveKey: LeftOver = (world, account) => {
  addRootAccessKey(world, account, 'Inactive');
};

const certificate: LeftOver = (world, account) => {
  account.root.signingCertificates.push({
    certificateId: world.ids.unique(''),
    body: `-----BEGIN CERTIFICATE-----\n${world.ids.secret()}\n-----END CERTIFICATE-----`,
    status: 'Active',
    uploadedAt: account.joinedAt,
  });
};

const virtualMfa: LeftOver = (_, account) => {
  const serialNumber = `arn:aws:iam::${account.id}:mfa/root-account-mfa-device`;
  account.root.mfaDevices.push({ serialNumber, enabledAt: account.joinedAt });
};

const securityKey: LeftOver = (world, account) => {
  const serialNumber = `arn:aws:iam::${account.id}:u2f/root-account/key-${world.ids.unique('')}`;
  account.root.mfaDevices.push({ serialNumber, enabledAt: account.joinedAt });
};

const hardwareToken: LeftOver = (world, account) => {
  account.root.mfaDevices.push({
    serialNumber: `GAHT${world.ids.integer(90_000_000) + 10_000_000}`,
    enabledAt: account.joinedAt,
  });
};

/** By the names that the control endpoint knows them by. */
export const LEFT_OVERS = {
  password,
  'active-key': activeKey,
  'inactive-key': inactiveKey,
  certificate,
  'virtual-mfa': virtualMfa,
  'security-key': securityKey,
  'hardware-token': hardwareToken,
} as const;

const EVERYTHING = [password, activeKey, inactiveKey, certificate, virtualMfa, securityKey];

const KINDS: readonly (readonly LeftOver[])[] = [
  [password],
  [activeKey],
  [password, virtualMfa],
  [certificate],
  [activeKey, inactiveKey],
  [hardwareToken],
  EVERYTHING,
];
