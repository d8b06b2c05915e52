/**
 * A believable organization from a seed: the same seed makes the same ids, accounts, left-overs and lockouts.
 * Never: makes an event; what is seeded has been so for long, and only an audit or a sweep finds it.
 */
import type { Account } from '../world/account.ts';
import { addAccount } from '../world/add-account.ts';
import { administratorKeys } from '../world/administrator.ts';
import { createIds } from '../world/ids.ts';
import { createWorld, type World } from '../world/world.ts';
import { seedDaemon } from './daemon.ts';
import { environmentOf } from './environment.ts';
import { seedMembers } from './members.ts';
import { newOrganization } from './new-organization.ts';

export type SeedOptions = {
  readonly endpoint: string;
  /** Member accounts, beside the management account. */
  readonly accounts: number;
  readonly seed: number;
  readonly latencyMs: number;
  readonly rootAccess: boolean;
};

export type SeededWorld = { readonly world: World; readonly environment: Readonly<Record<string, string>> };

const YEAR_MS = 365 * 86_400_000;

export function seedWorld(options: SeedOptions): SeededWorld {
  const world = newWorld(options);
  const management = seedManagementAccount(world);
  const administrator = administratorKeys(world, management.id);
  const daemon = seedDaemon(world, management);
  const members = seedMembers(world, options.accounts);
  return { world, environment: environmentOf(world, { administrator, daemon, members }) };
}

function newWorld({ endpoint, seed, latencyMs, rootAccess }: SeedOptions): World {
  return createWorld({
    // A stream of its own, or the first account would get the organization's digits.
    organization: newOrganization(createIds(seed ^ 0x5eed), { rootAccess, now: Date.now() }),
    seed,
    settings: {
      endpoint,
      latencyMs,
      homeRegion: 'us-east-1',
      assumedRootInServiceEvents: false,
      iamPageSize: 100,
      organizationsPageSize: 20,
      organizationsEmptyPages: true,
      accountChangeMs: 100,
    },
  });
}

function seedManagementAccount(world: World): Account {
  return addAccount(world, {
    id: world.organization.managementAccountId,
    name: 'management',
    email: 'aws+management@example.com',
    joinedMethod: 'INVITED',
    joinedAt: world.clock.now() - 3 * YEAR_MS,
    parentId: world.organization.rootId,
  });
}
