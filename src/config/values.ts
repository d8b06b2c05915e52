/**
 * The kinds of value that options take: durations, rates, addresses, cron lines. Each says in its own words what it
 * expects (`error`), since that text is what people read when they get it wrong.
 * Never: reads anything; a value says nothing about whether what it names exists.
 */
import { z } from 'zod';
import { cronProblem } from './cron.ts';

const millisecondsIn = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const durationPattern = /^(\d+)(ms|s|m|h|d)$/u;

/** `250ms`, `5s`, `15m`, `24h`, `7d` to milliseconds. The limits are written the same way. */
export function duration({ min, max }: { min: string; max: string }) {
  const [least, most] = [millisecondsOf(min), millisecondsOf(max)];
  const error = `a duration from \`${min}\` to \`${max}\`, such as \`90s\` (units: ms, s, m, h, d)`;
  return z
    .string({ error })
    .regex(durationPattern, { error })
    .refine((text) => millisecondsOf(text) >= least && millisecondsOf(text) <= most, { error })
    .transform(millisecondsOf)
    .meta({ kind: 'duration' });
}

function millisecondsOf(text: string): number {
  const [, amount, unit] = durationPattern.exec(text) ?? [];
  // The pattern lets only these units through; anything else has failed already and is never read.
  return Number(amount) * millisecondsIn[unit as keyof typeof millisecondsIn];
}

const ratePattern = /^(\d+(?:\.\d+)?)\/(s|m)$/u;

/** `20/s` or `90/m` to requests a second. */
export function rate() {
  const error = 'a rate above zero, such as `20/s` or `90/m`';
  return z
    .string({ error })
    .regex(ratePattern, { error })
    .refine((text) => perSecondOf(text) > 0, { error })
    .transform(perSecondOf)
    .meta({ kind: 'rate' });
}

function perSecondOf(text: string): number {
  const [, amount, unit] = ratePattern.exec(text) ?? [];
  return Number(amount) / (unit === 'm' ? 60 : 1);
}

export function count({ min, max }: { min: number; max: number }) {
  const error = `a whole number from ${min} to ${max}`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

export const flag = () => z.boolean({ error: '`true` or `false`' });

export function text(error: string, pattern = /\S/u) {
  return z.string({ error }).regex(pattern, { error });
}

export function choice<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: `one of ${values.map((value) => `\`${value}\``).join(', ')}` });
}

export function list<T extends z.ZodType>(of: T, what: string) {
  return z.array(of, { error: `a list of ${what}` });
}

/** Where a listener binds. Port 0 lets the system choose one. */
export type ListenAddress = { readonly host: string; readonly port: number };

const listenPattern = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/u;

/** `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`. A bare port is refused: it hides which interfaces are meant. */
export function listenAddress() {
  const error = 'an address and a port, such as `127.0.0.1:8080` or `[::1]:8080`';
  return z
    .string({ error })
    .regex(listenPattern, { error })
    .refine((address) => listenAddressOf(address).port <= 65_535, { error })
    .transform(listenAddressOf)
    .meta({ kind: 'address' });
}

function listenAddressOf(address: string): ListenAddress {
  const [, version6, other, port] = listenPattern.exec(address) ?? [];
  return { host: version6 ?? other ?? '', port: Number(port) };
}

/** Five cron fields in UTC. */
export function cron() {
  const error = 'five cron fields (minute hour day month weekday), such as `0 3 * * *`';
  return z.string({ error }).refine((line) => cronProblem(line) === undefined, {
    error: (issue) => `${error}${withReason(cronProblem(issue.input))}`,
  });
}

const withReason = (reason: string | undefined): string => (reason === undefined ? '' : `; ${reason}`);

/** An absolute URL with one of these schemes, such as `https:`. */
export function url(schemes: readonly string[], error: string) {
  return z.string({ error }).refine((value) => schemes.includes(URL.parse(value)?.protocol ?? ''), { error });
}
