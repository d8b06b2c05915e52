/** Addresses as bit vectors: IPv6 as its 128 bits, IPv4 in the last 32 of them with a flag beside. */
import { isIP } from 'node:net';
import { outside } from './outside.ts';
import { all, any, equal, not, type Term } from './terms.ts';

export const sortOfAddresses = '(_ BitVec 129)';

/** The address is in the block; a single address is a block of itself. */
function isInBlock(address: Term, block: string): Term {
  const [network = '', length, ...rest] = block.split('/');
  const version = isIP(network);
  const width = version === 4 ? 32 : 128;
  const prefix = length === undefined ? width : Number(length);
  if (version === 0 || rest.length > 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > width)
    return outside('an address that is none');
  const family = equal(`((_ extract 128 128) ${address})`, version === 4 ? '#b1' : '#b0');
  if (prefix === 0) return family;
  const bits = bitsOf(network).slice(0, prefix);
  return all([family, equal(`((_ extract ${width - 1} ${width - prefix}) ${address})`, `#b${bits}`)]);
}

export const isInSome = (address: Term, blocks: readonly string[]): Term =>
  any(blocks.map((block) => isInBlock(address, block)));

function bitsOf(address: string): string {
  if (isIP(address) === 4)
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  return groupsOf(address)
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}

function groupsOf(address: string): readonly string[] {
  if (address.includes('.')) return outside('an IPv6 address with dots in it');
  const [head = [], tail] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  if (tail === undefined) return head;
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
}

const notPublic = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/3'],
];

/** What a request over the internet may come from; of IPv6 the part that is given out. */
export const isPublic = (address: Term): Term =>
  any([all([isInBlock(address, '0.0.0.0/0'), not(isInSome(address, notPublic))]), isInBlock(address, '2000::/3')]);
