/**
 * What `rootkeeper simulate` exports. Names that AWS's tools and rootkeeper read, and a few ids worth having at hand;
 * the latter begin with SIMULATED_, since rootkeeper refuses a ROOTKEEPER_ variable that it does not know.
 */
import type { Account } from '../world/account.ts';
import type { Keys } from '../world/add-account.ts';
import type { World } from '../world/world.ts';
import type { SeededDaemon } from './daemon.ts';

type Seeded = { readonly administrator: Keys; readonly daemon: SeededDaemon; readonly members: readonly Account[] };

export function environmentOf(world: World, { administrator, daemon, members }: Seeded): Record<string, string> {
  // The first is the delegated administrator, which has nothing to look after.
  const ordinary = members.find(({ state }, position) => position > 0 && state === 'ACTIVE') ?? members[0];
  return {
    AWS_ENDPOINT_URL: world.settings.endpoint,
    AWS_REGION: world.settings.homeRegion,
    AWS_DEFAULT_REGION: world.settings.homeRegion,
    AWS_ACCESS_KEY_ID: daemon.keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: daemon.keys.secretAccessKey,
    ROOTKEEPER_INGEST__QUEUE_URL: daemon.queue.url,
    SIMULATED_MANAGEMENT_ACCOUNT_ID: world.organization.managementAccountId,
    SIMULATED_LEDGER_BUCKET: daemon.ledgerBucket,
    // For playing the people of the organization: `AWS_ACCESS_KEY_ID=$SIMULATED_ADMINISTRATOR_KEY_ID … aws …`.
    SIMULATED_ADMINISTRATOR_ACCESS_KEY_ID: administrator.accessKeyId,
    SIMULATED_ADMINISTRATOR_SECRET_ACCESS_KEY: administrator.secretAccessKey,
    ...(ordinary === undefined ? {} : { SIMULATED_MEMBER_ACCOUNT_ID: ordinary.id }),
  };
}
