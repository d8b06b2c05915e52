/**
 * "The meaning of public" in the S3 User Guide: S3 presumes that a policy is public, unless everybody whom it allows
 * something is a fixed principal or is pinned by a fixed value of one of these keys. Deny statements don't count.
 */
import type { PolicyStatement } from '../policy-document.ts';

export function isPublicPolicy(statements: readonly PolicyStatement[]): boolean {
  return statements.some((statement) => statement.effect === 'Allow' && isPublicStatement(statement));
}

function isPublicStatement({ principals, isNotPrincipal, condition }: PolicyStatement): boolean {
  const isForAnybody = isNotPrincipal || principals.some(({ type, value }) => type === 'AWS' && value.includes('*'));
  return isForAnybody && !isPinned(condition);
}

const PINNING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
]);

function isPinned(condition: PolicyStatement['condition']): boolean {
  return Object.entries(condition).some(([operator, keys]) => {
    // With `Not…`, `…IfExists` or `ForAllValues:` a request without the key, or with another value, is let in.
    if (!/^(ForAnyValue:)?(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like)|IpAddress)$/.test(operator))
      return false;
    return Object.entries(keys).some(([key, values]) => isPinnedBy(key.toLowerCase(), values));
  });
}

function isPinnedBy(key: string, values: readonly string[]): boolean {
  if (values.length === 0) return false;
  if (key === 'aws:sourceip') return values.every(isNarrowRange);
  return PINNING_KEYS.has(key) && values.every((value) => !/[*?]|\$\{/.test(value));
}

/** Not wider than /8 for IPv4 and /32 for IPv6. */
function isNarrowRange(range: string): boolean {
  const [address = '', bits] = range.split('/');
  const isVersion6 = address.includes(':');
  return Number(bits ?? (isVersion6 ? 128 : 32)) >= (isVersion6 ? 32 : 8);
}
