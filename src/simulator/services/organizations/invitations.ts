/**
 * Invitations: an account that exists elsewhere is asked to join. Who accepts is outside of the simulated organization,
 * so accepting goes through the control endpoint.
 */
import { AwsFault } from '../../wire/aws-fault.ts';
import { jsonResponse } from '../../wire/respond.ts';
import type { WireRequest } from '../../wire/wire.ts';
import type { Account } from '../../world/account.ts';
import { leaveEveryRootCredential } from '../../world/left-over-credentials.ts';
import type { Handshake } from '../../world/organization.ts';
import { unusedAccountId } from '../../world/unused-account-id.ts';
import type { World } from '../../world/world.ts';
import type { Operation } from '../dispatch.ts';
import { invalid, requiredText } from '../parameters.ts';
import { join } from './join.ts';
import { noteChange } from './note-change.ts';
import { checkManager, checkReader } from './permissions.ts';

const DAY_MS = 86_400_000;

export const inviteAccountToOrganization: Operation = (request, caller, world) => {
  const target = targetOf(request);
  noteChange(request, { target: { type: target.Type, id: target.Id } });
  checkManager(request, caller, world);
  const handshake = newHandshake(world, target);
  if (isMember(world, handshake)) {
    const message = 'The account is already a member of an organization.';
    throw new AwsFault('HandshakeConstraintViolationException', 400, message, {
      details: { Reason: 'ALREADY_IN_AN_ORGANIZATION' },
    });
  }
  if (isInvited(world, handshake)) {
    const message = 'A handshake with the same action and target already exists.';
    throw new AwsFault('DuplicateHandshakeException', 400, message);
  }
  world.organization.handshakes.set(handshake.id, handshake);
  const { id, arn, state } = handshake;
  const parties = [
    { type: 'ORGANIZATION', id: world.organization.id.slice(2) },
    { type: target.Type, id: target.Id },
  ];
  noteChange(
    request,
    { target: { type: target.Type, id: target.Id } },
    { handshake: { id, arn, state, action: 'INVITE', parties } },
  );
  return jsonResponse(request, { Handshake: describe(world, handshake) });
};

export const describeHandshake: Operation = (request, caller, world) => {
  const id = requiredText(request, 'HandshakeId');
  checkReader(request, caller, world);
  const handshake = world.organization.handshakes.get(id);
  if (handshake === undefined) {
    const message = "We can't find a handshake with the HandshakeId that you specified.";
    throw new AwsFault('HandshakeNotFoundException', 400, message);
  }
  return jsonResponse(request, { Handshake: describe(world, handshake) });
};

/**
 * The invited account joins, with every root credential it has ever had, as accounts from elsewhere do. Null: there is
 * no such open invitation.
 */
export function acceptInvitation(world: World, handshakeId: string): Account | null {
  const handshake = world.organization.handshakes.get(handshakeId);
  if (handshake?.state !== 'OPEN') return null;
  handshake.state = 'ACCEPTED';
  const { accountId, email } = handshake;
  const account = join(world, { id: accountId, name: `invited ${accountId}`, email, joinedMethod: 'INVITED' });
  leaveEveryRootCredential(world, account);
  return account;
}

type Target = { readonly Type: 'ACCOUNT' | 'EMAIL'; readonly Id: string };

function targetOf(request: WireRequest): Target {
  const given = request.params['Target'];
  const { Type, Id } = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>; // its fields are checked below
  if (Type === 'ACCOUNT' && typeof Id === 'string' && /^\d{12}$/.test(Id)) return { Type, Id };
  if (Type === 'EMAIL' && typeof Id === 'string' && /^[^\s@]+@[^\s@]+$/.test(Id)) return { Type, Id };
  throw invalid(request, 'You specified a target that is neither an account id nor an e-mail address.');
}

function newHandshake(world: World, { Type, Id }: Target): Handshake {
  const { id: organizationId, managementAccountId } = world.organization;
  const id = `h-${world.ids.hex(32)}`;
  return {
    id,
    arn: `arn:aws:organizations::${managementAccountId}:handshake/${organizationId}/invite/${id}`,
    accountId: Type === 'ACCOUNT' ? Id : unusedAccountId(world),
    email: Type === 'EMAIL' ? Id : `root+${Id}@example.org`,
    requestedAt: world.clock.now(),
    state: 'OPEN',
  };
}

function isMember(world: World, { accountId, email }: Handshake): boolean {
  return world.accounts.has(accountId) || [...world.accounts.values()].some((account) => account.email === email);
}

function isInvited({ organization }: World, { accountId, email }: Handshake): boolean {
  return [...organization.handshakes.values()].some(
    (other) => other.state === 'OPEN' && (other.accountId === accountId || other.email === email),
  );
}

function describe({ organization }: World, handshake: Handshake): Readonly<Record<string, unknown>> {
  return {
    Id: handshake.id,
    Arn: handshake.arn,
    Action: 'INVITE',
    State: handshake.state,
    RequestedTimestamp: handshake.requestedAt / 1000,
    ExpirationTimestamp: (handshake.requestedAt + 15 * DAY_MS) / 1000,
    Parties: [
      { Type: 'ORGANIZATION', Id: organization.id.slice(2) },
      { Type: 'ACCOUNT', Id: handshake.accountId },
    ],
    Resources: [{ Type: 'ORGANIZATION', Value: organization.id }],
  };
}
