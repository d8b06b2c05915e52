/**
 * The kinds of value that name something in AWS. Shapes only, and branded where the domain has a brand, so that
 * nothing unchecked can reach an AWS call.
 */
import { isIP } from 'node:net';
import { z } from 'zod';
import { parseAccountId, parseRegion } from '../domain/account.ts';
import { isQueueName } from '../domain/resource.ts';
import { text } from './values.ts';

/** In quotes, since YAML reads twelve digits as a number and drops leading zeros. */
export function accountId() {
  const error = "an account id: twelve digits in quotes, such as `'111122223333'`";
  return branded(text(error, /^\d{12}$/u), parseAccountId, error);
}

/**
 * A real Region. `aws-global` would send AssumeRoot to the global endpoint, which does not know it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html).
 */
export function region() {
  const error = 'a Region, such as `us-east-1` (not `aws-global`: root sessions are only opened at Regional endpoints)';
  return branded(text(error), parseRegion, error);
}

function branded<T>(schema: z.ZodString, parse: (value: unknown) => T | undefined, error: string) {
  return schema.transform((value, context): T => {
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: 'custom', message: error, input: value });
    return z.NEVER;
  });
}

export const organizationalUnitId = () =>
  text('an organizational unit id, such as `ou-ab12-cdef3456`', /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/u);

/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME`; other hosts too, for VPC endpoints and the simulator. */
export function sqsQueueUrl() {
  const error = 'an SQS queue URL, such as `https://sqs.us-east-1.amazonaws.com/111122223333/rootkeeper`';
  return z.string({ error }).refine(isQueueUrl, { error });
}

function isQueueUrl(value: string): boolean {
  const parsed = URL.parse(value);
  if (parsed === null || !['https:', 'http:'].includes(parsed.protocol)) return false;
  const [account, queue, ...rest] = parsed.pathname.split('/').slice(1);
  return parseAccountId(account) !== undefined && isQueueName(queue) && rest.length === 0;
}

/** A user or role; `*` may stand for the account, as in ArnLike. */
export const principalArn = () =>
  text(
    'the ARN of a role or user, such as `arn:aws:iam::111122223333:role/BreakGlass` (`*` may stand for the account)',
    /^arn:aws[a-z-]*:iam::(?:\d{12}|\*):(?:role|user)\/[\w+=,.@*/-]+$/u,
  );

export const vpcEndpointId = () =>
  text('a VPC endpoint id, such as `vpce-0123456789abcdef0`', /^vpce-[0-9a-f]{8,17}$/u);
export const vpcId = () => text('a VPC id, such as `vpc-0123456789abcdef0`', /^vpc-[0-9a-f]{8,17}$/u);
export const bucketName = () => text('the name of a bucket', /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u);
export const roleName = () => text('the name of a role, without its ARN', /^[\w+=,.@-]{1,64}$/u);
export const topicArn = () =>
  text('the ARN of an SNS topic', /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/u);

export function cidr() {
  const error = 'an address range, such as `203.0.113.0/24` or `2001:db8::/32`';
  return z.string({ error }).refine(isCidr, { error });
}

function isCidr(value: string): boolean {
  const [address = '', prefix = '', ...rest] = value.split('/');
  const bitsMax = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/u.test(prefix) && Number(prefix) <= bitsMax;
}
