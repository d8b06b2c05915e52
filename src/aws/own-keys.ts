/**
 * Remembers the access key ids of our own root sessions, so that their CloudTrail events are not taken for an
 * intruder's. Bounded in number and time. Never: holds a secret.
 */
import type { Clock, Instant } from '../domain/time.ts';

/** CloudTrail is "about 5 minutes", without a promise; hours cover a long delay in delivery. */
const afterExpiryMs = 6 * 3_600_000;
const keysMax = 20_000;

export type OwnKeys = {
  readonly remember: (accessKeyId: string, expiresAt: Instant) => void;
  readonly has: (accessKeyId: string) => boolean;
};

export function openOwnKeys(clock: Pick<Clock, 'now'>, limit = keysMax): OwnKeys {
  // In order of opening, and so nearly of expiry: the oldest are at the front.
  const forgetAt = new Map<string, number>();

  const forgetOld = () => {
    for (const [key, at] of forgetAt) {
      if (at > clock.now() && forgetAt.size <= limit) return;
      forgetAt.delete(key);
    }
  };

  return {
    remember: (accessKeyId, expiresAt) => {
      forgetAt.set(accessKeyId, expiresAt + afterExpiryMs);
      forgetOld();
    },
    has: (accessKeyId) => (forgetAt.get(accessKeyId) ?? 0) > clock.now(),
  };
}
