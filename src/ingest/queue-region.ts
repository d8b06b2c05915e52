/**
 * In which Region the ingest queue is: its URL's host says so (`sqs.eu-west-1.amazonaws.com`, VPC endpoints as well).
 * Pure. `undefined`: not an AWS host; the home Region is as good as any.
 */
import { parseRegion, type Region } from '../domain/account.ts';

export const regionOfQueueUrl = (queueUrl: string): Region | undefined =>
  new URL(queueUrl).hostname
    .split('.')
    .map(parseRegion)
    .find((region) => region !== undefined);
