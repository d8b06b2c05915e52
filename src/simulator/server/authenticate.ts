/**
 * From the claim in a signature to a `Caller`, or the refusal that the called service would give.
 * Order as AWS: is there a signature, is the key known, is the token right, is it in time, does the signature match.
 */
import type { AwsFault } from '../wire/aws-fault.ts';
import type { Caller } from '../wire/caller.ts';
import type { WireRequest } from '../wire/wire.ts';
import type { Credential } from '../world/credentials.ts';
import type { World } from '../world/world.ts';
import { authFault } from './auth-faults.ts';
import { callerOf } from './caller-of.ts';
import type { SignatureClaim } from './credential-scope.ts';
import type { SignatureCheck } from './verify-signature.ts';

/** A signature is good for fifteen minutes before and after its timestamp. */
const TOLERANCE_MS = 15 * 60_000;

export function authenticate(
  request: WireRequest,
  claim: SignatureClaim | null,
  world: World,
  check: SignatureCheck,
): Caller | AwsFault {
  if (claim === null) return anonymousOrFault(request);
  const credential = world.credentials.get(claim.accessKeyId);
  if (credential === undefined) return authFault(request, 'unknown-key');
  const refusal = tokenFault(request, claim, credential, world) ?? timeFault(request, claim, world);
  if (refusal !== null) return refusal;
  if (!check(request, claim, credential.secretAccessKey)) return authFault(request, 'bad-signature');
  return callerOf(world, credential) ?? authFault(request, 'unknown-key');
}

/** S3 and SQS take unsigned calls (a policy may allow them); the other services do not. */
function anonymousOrFault(request: WireRequest): Caller | AwsFault {
  if (request.headers['authorization'] !== undefined) return authFault(request, 'incomplete-signature');
  if (request.service === 's3' || request.service === 'sqs') return { kind: 'anonymous' };
  return authFault(request, 'missing');
}

function tokenFault(
  request: WireRequest,
  claim: SignatureClaim,
  credential: Credential,
  world: World,
): AwsFault | null {
  if (credential.kind === 'user' || credential.kind === 'root-user') {
    return claim.sessionToken === null ? null : authFault(request, 'bad-token');
  }
  if (claim.sessionToken !== credential.sessionToken) return authFault(request, 'bad-token');
  return world.clock.now() >= credential.expiresAt ? authFault(request, 'expired-token') : null;
}

function timeFault(request: WireRequest, claim: SignatureClaim, world: World): AwsFault | null {
  const signedAt = parseTimestamp(claim.timestamp);
  if (signedAt === null) return authFault(request, 'incomplete-signature');
  const lifetime = claim.presigned ? Number(request.query.get('X-Amz-Expires') ?? 900) * 1000 : TOLERANCE_MS;
  const now = world.clock.now();
  return now - signedAt > lifetime || signedAt - now > TOLERANCE_MS ? authFault(request, 'skewed') : null;
}

/** `20261124T170722Z` to epoch milliseconds. */
function parseTimestamp(text: string): number | null {
  const iso = text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z');
  const at = Date.parse(iso);
  return Number.isNaN(at) ? null : at;
}
