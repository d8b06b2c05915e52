/** What CloudTrail records of a change through EventBridge: what was sent, with names in its own spelling. */
import type { WireRequest } from '../../wire/wire.ts';
import { isObject } from '../policy-document.ts';

export function noteChange(
  request: WireRequest,
  responseElements: Readonly<Record<string, unknown>> | null = null,
): void {
  const requestParameters = lowerNames(request.params);
  request.notes.trail = { requestParameters: isObject(requestParameters) ? requestParameters : null, responseElements };
}

function lowerNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerNames);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), lowerNames(inner)]),
  );
}
