/** Addresses, version 4 and 6: one address, or a range in CIDR notation. */
import { BlockList, isIP } from 'node:net';

export function isInRange(requested: string, value: string): boolean {
  const [network = '', prefix, ...rest] = value.split('/');
  const version = isIP(network);
  if (version === 0 || version !== isIP(requested) || rest.length > 0) return false;
  const longest = version === 4 ? 32 : 128;
  const length = prefix === undefined ? longest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  if (length > longest) return false;
  const range = new BlockList();
  const family = version === 4 ? 'ipv4' : 'ipv6';
  range.addSubnet(network, length, family);
  return range.check(requested, family);
}
