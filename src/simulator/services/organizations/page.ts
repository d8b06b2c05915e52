/**
 * Organizations' way of cutting lists: `MaxResults` and `NextToken`. A page may be empty and still have a successor
 * (https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html), so some are.
 */
import type { WireRequest } from '../../wire/wire.ts';
import type { World } from '../../world/world.ts';
import { invalid, optionalText, wholeNumber } from '../parameters.ts';

export type Page<Item> = { readonly items: readonly Item[]; readonly next: { readonly NextToken?: string } };

type Position = { readonly start: number; readonly isEmpty: boolean };

export function pageOf<Item>(request: WireRequest, world: World, all: readonly Item[]): Page<Item> {
  const { organizationsPageSize, organizationsEmptyPages } = world.settings;
  const asked = wholeNumber(request, 'MaxResults', { min: 1, max: 20, absent: 20 });
  const size = Math.min(asked, organizationsPageSize);
  const { start, isEmpty } = positionOf(request);
  if (isEmpty) return { items: [], next: tokenFor({ start, isEmpty: false }) };
  const end = start + size;
  const isThird = Math.floor(end / size) % 3 === 0;
  const next = end < all.length ? tokenFor({ start: end, isEmpty: isThird && organizationsEmptyPages }) : {};
  return { items: all.slice(start, end), next };
}

function tokenFor({ start, isEmpty }: Position): { NextToken: string } {
  return { NextToken: Buffer.from(`${start}${isEmpty ? ' empty' : ''}`).toString('base64') };
}

function positionOf(request: WireRequest): Position {
  const token = optionalText(request, 'NextToken');
  if (token === undefined) return { start: 0, isEmpty: false };
  const match = /^(\d{1,9})( empty)?$/.exec(Buffer.from(token, 'base64').toString('utf8'));
  if (match === null) throw invalid(request, 'You specified an invalid pagination token.');
  return { start: Number(match[1]), isEmpty: match[2] !== undefined };
}
