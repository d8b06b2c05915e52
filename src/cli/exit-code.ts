/** What the exit code says about an error. */
import { ConfigError } from '../config/config-error.ts';
import { Failure } from '../domain/failure.ts';
import { UsageError } from './usage-error.ts';

/** sysexits' EX_SOFTWARE: not in the contract, since it should not happen, and never to be taken for an answer. */
const defect = 70;

export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigError || error instanceof UsageError) return 2;
  return error instanceof Failure || isSystemError(error) ? 3 : defect;
}

/** ECONNREFUSED, ENOTFOUND, EACCES…: the world, not the program. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
