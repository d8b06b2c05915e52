/**
 * The member accounts: who they are, how they came, in which state they are. What they have left over is in
 * `world/left-over-credentials.ts` and `left-over-resources.ts`. The position decides, so that a small organization has
 * one of every kind already, and a large one has them in believable shares.
 */
import { IAM_SERVICE } from '../services/organization-roles.ts';
import type { Account, AccountState } from '../world/account.ts';
import { addAccount } from '../world/add-account.ts';
import { seedRootCredentials } from '../world/left-over-credentials.ts';
import { unusedAccountId } from '../world/unused-account-id.ts';
import type { World } from '../world/world.ts';
import { seedResources } from './left-over-resources.ts';
import { unitNamed } from './new-organization.ts';

const TEAMS = ['payments', 'search', 'billing', 'identity', 'catalog', 'shipping', 'analytics', 'mobile', 'media'];
const STAGES = ['Production', 'Development', 'Sandbox'] as const;
const DAY_MS = 86_400_000;

export function seedMembers(world: World, count: number): readonly Account[] {
  const members: Account[] = [];
  for (let position = 0; position < count; position += 1) {
    const account = position === 0 ? seedSecurityAccount(world) : seedMember(world, position);
    members.push(account);
  }
  return members;
}

/** The delegated administrator for root access, as AWS recommends over working in the management account. */
function seedSecurityAccount(world: World): Account {
  const { organization } = world;
  const account = addAccount(world, {
    id: unusedAccountId(world),
    name: 'security-tooling',
    email: 'aws+security-tooling@example.com',
    joinedMethod: 'CREATED',
    joinedAt: world.clock.now() - 900 * DAY_MS,
    parentId: unitNamed(organization, 'Security'),
  });
  organization.delegatedAdministrators.set(IAM_SERVICE, new Set([account.id]));
  return account;
}

function seedMember(world: World, position: number): Account {
  const team = TEAMS[position % TEAMS.length] ?? 'team';
  const stage = STAGES[Math.floor(position / TEAMS.length) % STAGES.length] ?? 'Sandbox';
  const number = Math.floor(position / (TEAMS.length * STAGES.length));
  const name = `${team}-${stage.toLowerCase()}${number === 0 ? '' : `-${number}`}`;
  const state = stateAt(position);
  const account = addAccount(world, {
    id: unusedAccountId(world),
    name,
    email: `aws+${name}@example.com`,
    // Acquired companies bring their accounts along.
    joinedMethod: position % 5 === 4 ? 'INVITED' : 'CREATED',
    joinedAt: world.clock.now() - (30 + world.ids.integer(1500)) * DAY_MS,
    parentId: unitNamed(world.organization, state === 'ACTIVE' ? stage : 'Suspended'),
  });
  account.state = state;
  account.tags.set('team', team).set('stage', stage.toLowerCase());
  seedRootCredentials(world, account, position);
  seedResources(world, account, position);
  return account;
}

/** Few are anything but active; the first of each comes within the first twenty. */
function stateAt(position: number): AccountState {
  if (position % 31 === 7) return 'SUSPENDED';
  if (position % 97 === 13) return 'PENDING_CLOSURE';
  return position % 113 === 17 ? 'PENDING_ACTIVATION' : 'ACTIVE';
}
