/**
 * Moments and durations, kept apart by type: a wall-clock moment says *when* (records, expiry, event time), an
 * elapsed time says *how long* and comes from a monotonic clock. Units: milliseconds.
 * Pure: the clocks themselves are values handed in by the composition root.
 */
import type { Branded } from './account.ts';

/** Milliseconds since 1970-01-01T00:00:00Z by the wall clock, which may jump. */
export type Instant = Branded<number, 'Instant'>;
/** Reading of a monotonic clock in milliseconds: only differences mean anything. */
export type Elapsed = Branded<number, 'Elapsed'>;

export type Clock = {
  readonly now: () => Instant;
  readonly elapsed: () => Elapsed;
};

/** A number of milliseconds that the caller knows to be a moment. */
export const instant = (milliseconds: number): Instant => milliseconds as Instant;

/** ISO 8601 in UTC with milliseconds, as every record and log line of ours writes a moment. */
export const isoOf = (at: Instant): string => new Date(at).toISOString();

/** Parses an ISO 8601 date-time with a time zone (CloudTrail's `eventTime`, our records). */
export function parseInstant(value: unknown): Instant | undefined {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})$/u.test(value)
  )
    return undefined;
  const milliseconds = Date.parse(value);
  return Number.isNaN(milliseconds) ? undefined : (milliseconds as Instant);
}
