/** Request ids in the shape of the service. Not drawn from the seed: how often people ask must not change the world. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { HttpCall } from './parse-call.ts';

export function newRequestId(call: Pick<HttpCall, 'headers'>): string {
  const isS3 = call.headers['authorization']?.includes('/s3/aws4_request') === true;
  return isS3 ? randomBytes(8).toString('hex').toUpperCase() : randomUUID();
}
