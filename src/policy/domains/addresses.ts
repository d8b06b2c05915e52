/**
 * IP addresses as numbers: IPv6 as its 128 bits, IPv4 in a range of its own above them, so that both families live in
 * one set of intervals and no block of one holds an address of the other.
 */
import { type Interval, type Intervals, subtract, union } from './intervals.ts';

const ipv4 = 1n << 128n;

/** An address or a block in CIDR notation; bits beyond the prefix are ignored, as AWS does. */
export function parseBlock(text: string): Interval<bigint> | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const value = parseAddress(address);
  if (value === undefined || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/u.test(length))) return undefined;
  const width = address.includes(':') ? 128 : 32;
  const prefix = length === undefined ? width : Number(length);
  if (prefix > width) return undefined;
  const size = 1n << BigInt(width - prefix);
  const from = value - (value % size);
  return { from, to: from + size };
}

export function parseAddress(text: string): bigint | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/u.test(part) && Number(part) <= 255)) return undefined;
  return ipv4 + BigInt(parts.reduce((sum, part) => sum * 256 + Number(part), 0));
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/iu.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

export function formatAddress(value: bigint): string {
  if (value >= ipv4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?:$|:)/u, '::');
}

const blocks = (...texts: readonly string[]): Intervals<bigint> =>
  union(texts.flatMap((text) => parseBlock(text) ?? []));

export const everyAddress: Intervals<bigint> = [{ from: 0n, to: ipv4 + (1n << 32n) }];

/** Addresses that AWS never sees a request from the internet come from. Documentation ranges count as public: examples use them. */
const ipv4Private = blocks(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
);

export const publicIpv4: Intervals<bigint> = subtract(blocks('0.0.0.0/0'), ipv4Private);
/** What has been given out so far: https://www.iana.org/assignments/ipv6-unicast-address-assignments */
export const publicIpv6: Intervals<bigint> = blocks('2000::/3');
