/** IAM's way of cutting lists: `MaxItems`, `Marker`, `IsTruncated`; AWS may return fewer than were asked for. */
import type { WireRequest } from '../../wire/wire.ts';
import type { XmlNode } from '../../wire/xml.ts';
import type { World } from '../../world/world.ts';
import { invalid, optionalText, wholeNumber } from '../parameters.ts';

export type Page<Item> = { readonly items: readonly Item[]; readonly rest: XmlNode };

export function pageOf<Item>(request: WireRequest, world: World, all: readonly Item[]): Page<Item> {
  const asked = wholeNumber(request, 'MaxItems', { min: 1, max: 1000, absent: 100 });
  const size = Math.min(asked, world.settings.iamPageSize);
  const start = startOf(request);
  const end = start + size;
  const isTruncated = end < all.length;
  return {
    items: all.slice(start, end),
    rest: { IsTruncated: isTruncated, Marker: isTruncated ? Buffer.from(`${end}`).toString('base64') : null },
  };
}

function startOf(request: WireRequest): number {
  const marker = optionalText(request, 'Marker');
  if (marker === undefined) return 0;
  const start = Number(Buffer.from(marker, 'base64').toString('utf8'));
  if (Number.isInteger(start) && start > 0) return start;
  throw invalid(request, `Value '${marker}' at 'marker' failed to satisfy constraint: Invalid Marker.`);
}
