/** Stand-in until EventBridge lands. */
import { unknownOperation } from '../../server/unknown-operation.ts';
import type { ServiceHandler } from '../../wire/wire.ts';

export const handleEvents: ServiceHandler = (request) => {
  throw unknownOperation(request);
};
