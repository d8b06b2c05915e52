/**
 * Conditional requests: write only what is not there yet, replace only what was seen, read only what changed.
 * After "Conditional requests" in the S3 User Guide.
 */
import type { WireRequest } from '../../wire/wire.ts';
import type { StoredObject } from '../../world/resources.ts';
import { noSuchKey, preconditionFailed } from './s3-faults.ts';

/** Before PutObject and DeleteObject; `current` is what lies there now. Throws 412, or 404 where there is nothing to match. */
export function checkBeforeWrite({ headers }: WireRequest, key: string, current: StoredObject | undefined): void {
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined && current !== undefined && matches(ifNoneMatch, current)) {
    throw preconditionFailed('If-None-Match');
  }
  const ifMatch = headers['if-match'];
  if (ifMatch === undefined) return;
  if (current === undefined) throw noSuchKey(key);
  if (!matches(ifMatch, current)) throw preconditionFailed('If-Match');
}

/** Before GetObject and HeadObject. Throws 412; says whether the caller has it already (304). */
export function checkBeforeRead({ headers }: WireRequest, current: StoredObject): 'send' | 'not-modified' {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined && !matches(ifMatch, current)) throw preconditionFailed('If-Match');
  const unmodifiedSince = headers['if-unmodified-since'];
  if (ifMatch === undefined && unmodifiedSince !== undefined && isModifiedSince(current, unmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, current) ? 'not-modified' : 'send';
  const modifiedSince = headers['if-modified-since'];
  return modifiedSince !== undefined && !isModifiedSince(current, modifiedSince) ? 'not-modified' : 'send';
}

function matches(header: string, { etag }: StoredObject): boolean {
  return header
    .split(',')
    .some((value) => value.trim() === '*' || value.trim().replaceAll('"', '') === etag.replaceAll('"', ''));
}

/** HTTP dates have whole seconds. */
function isModifiedSince({ lastModified }: StoredObject, date: string): boolean {
  return Math.floor(lastModified / 1000) * 1000 > Date.parse(date);
}
