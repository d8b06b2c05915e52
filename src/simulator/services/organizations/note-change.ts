/** What CloudTrail records of a change: in the management account, in us-east-1, wherever it was called. */
import type { WireRequest } from '../../wire/wire.ts';

export function noteChange(
  request: WireRequest,
  requestParameters: Readonly<Record<string, unknown>>,
  responseElements: Readonly<Record<string, unknown>> | null = null,
): void {
  request.notes.trail = { requestParameters, responseElements, region: 'us-east-1' };
}
