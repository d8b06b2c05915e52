/** Stand-in until S3 lands. */
import { unknownOperation } from '../../server/unknown-operation.ts';
import type { ServiceHandler } from '../../wire/wire.ts';

export const handleS3: ServiceHandler = (request) => {
  throw unknownOperation(request);
};
