/** Every simulated service, by its signing name. */
import { handleEvents } from '../services/events/handle-events.ts';
import { handleIam } from '../services/iam/handle-iam.ts';
import { handleOrganizations } from '../services/organizations/handle-organizations.ts';
import { handleS3 } from '../services/s3/handle-s3.ts';
import { handleSqs } from '../services/sqs/handle-sqs.ts';
import { handleSts } from '../services/sts/handle-sts.ts';
import type { ServiceHandler } from '../wire/wire.ts';

export const services: ReadonlyMap<string, ServiceHandler> = new Map([
  ['events', handleEvents],
  ['iam', handleIam],
  ['organizations', handleOrganizations],
  ['s3', handleS3],
  ['sqs', handleSqs],
  ['sts', handleSts],
]);
