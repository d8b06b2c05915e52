/** One call to S3 as its operations see it, and the two shapes of its answers. */
import type { Caller } from '../../wire/caller.ts';
import type { WireRequest, WireResponse } from '../../wire/wire.ts';
import { type XmlNode, xmlElements } from '../../wire/xml.ts';
import type { Bucket } from '../../world/resources.ts';
import type { World } from '../../world/world.ts';

export type S3Call = { readonly request: WireRequest; readonly caller: Caller; readonly world: World };
export type BucketCall = S3Call & { readonly bucket: Bucket };
export type ObjectCall = BucketCall & { readonly key: string };

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function xmlAnswer(request: WireRequest, root: string, content: XmlNode | string): WireResponse {
  const inner = typeof content === 'string' ? content : xmlElements(content);
  return {
    status: 200,
    headers: { ...identifiersOf(request), 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">${inner}</${root}>`,
  };
}

export function emptyAnswer(
  request: WireRequest,
  status: 200 | 204 | 304,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  return { status, headers: { ...identifiersOf(request), ...headers }, body: '' };
}

export function identifiersOf({ requestId }: WireRequest): Readonly<Record<string, string>> {
  return { 'x-amz-request-id': requestId, 'x-amz-id-2': 'simulator' };
}
