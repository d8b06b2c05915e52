/** Parameters of a call, read with the checks and the words that AWS's front doors have in common. */
import { AwsFault } from '../wire/aws-fault.ts';
import type { WireRequest } from '../wire/wire.ts';

export function optionalText(request: WireRequest, name: string): string | undefined {
  const value = request.params[name];
  return typeof value === 'string' ? value : undefined;
}

export function requiredText(request: WireRequest, name: string): string {
  const value = optionalText(request, name);
  if (value === undefined || value === '') {
    throw invalid(request, `Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`);
  }
  return value;
}

export type Range = { readonly min: number; readonly max: number; readonly absent: number };

/** Numbers are text in a form and numbers in JSON. */
export function wholeNumber(request: WireRequest, name: string, { min, max, absent }: Range): number {
  const given = request.params[name];
  if (given === undefined || given === '') return absent;
  const value = Number(given);
  const bound = value > max ? `less than or equal to ${max}` : `greater than or equal to ${min}`;
  if (!Number.isInteger(value) || value > max || value < min) {
    const at = `Value '${value}' at '${lowerFirst(name)}'`;
    throw invalid(request, `${at} failed to satisfy constraint: Member must have value ${bound}`);
  }
  return value;
}

export function matching(request: WireRequest, name: string, pattern: RegExp): string {
  const value = requiredText(request, name);
  if (pattern.test(value)) return value;
  const at = `Value '${value}' at '${lowerFirst(name)}'`;
  throw invalid(
    request,
    `${at} failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`,
  );
}

/** Organizations and EventBridge have words of their own for it. */
export function invalid(request: Pick<WireRequest, 'service'>, problem: string): AwsFault {
  if (request.service === 'organizations') return new AwsFault('InvalidInputException', 400, problem);
  const code = request.service === 'events' ? 'ValidationException' : 'ValidationError';
  return new AwsFault(code, 400, `1 validation error detected: ${problem}`);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
