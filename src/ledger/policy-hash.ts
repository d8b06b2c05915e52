/** A policy's name in the ledger: the SHA-256 of its exact UTF-8 bytes, in lower-case hexadecimal. */
import { createHash } from 'node:crypto';
import type { Branded } from '../domain/account.ts';

export type PolicyHash = Branded<string, 'PolicyHash'>;

// A digest in hex is what the brand stands for.
export const hashPolicy = (text: string): PolicyHash =>
  createHash('sha256').update(text, 'utf8').digest('hex') as PolicyHash;

export function parsePolicyHash(value: unknown): PolicyHash | undefined {
  return typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value) ? (value as PolicyHash) : undefined;
}
