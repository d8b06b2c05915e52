/**
 * Structured logs: pino JSON to stdout. Warnings and errors have a constant message; everything that varies is a
 * field. Secrets are removed here, at the logger, whoever forgot to keep them away from it.
 */
import { type DestinationStream, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino';
import { Failure } from '../domain/failure.ts';

export type Log = Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Field names that hold a secret wherever AWS or we use them. */
const secretFields = [
  'secretAccessKey',
  'SecretAccessKey',
  'sessionToken',
  'SessionToken',
  'credentials',
  'Credentials',
  'authorization',
  'Authorization',
  'x-amz-security-token',
  'password',
  'token',
];

export function openLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretFields.flatMap((field) => atDepths(field, 4)), censor: '[redacted]' },
    serializers: { err: serializeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** pino's redaction has no "at any depth", so each depth is spelled out. */
function atDepths(field: string, depth: number): string[] {
  const last = field.includes('-') ? `["${field}"]` : field;
  return Array.from({ length: depth }, (_, at) => {
    const parents = Array.from({ length: at }, () => '*').join('.');
    if (parents === '') return last;
    return last.startsWith('[') ? `${parents}${last}` : `${parents}.${last}`;
  });
}

/** Adds what people need (code, remedy) and drops what an SDK error drags along (`$response` holds headers). */
function serializeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { type, message, stack } = stdSerializers.err(error);
  const cause = error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {};
  if (error instanceof Failure) return { type, code: error.code, message, remedy: error.remedy, ...cause };
  return { type, message, stack, ...cause };
}
