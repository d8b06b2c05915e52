/** What CloudTrail records of a change through IAM: in the account that it changed, in us-east-1 wherever it was called. */
import type { WireRequest } from '../../wire/wire.ts';

export function noteChange(
  request: WireRequest,
  requestParameters: Readonly<Record<string, unknown>> | null,
  responseElements: Readonly<Record<string, unknown>> | null = null,
): void {
  request.notes.trail = { requestParameters, responseElements, region: 'us-east-1' };
}
