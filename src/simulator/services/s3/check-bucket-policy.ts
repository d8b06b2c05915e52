/**
 * Whether S3 takes a text as a bucket's policy: JSON, known principals, actions of S3, resources of this bucket, and
 * each action with a resource that it can be done to. What it means is not asked, so a lockout is taken.
 */
import type { Bucket } from '../../world/resources.ts';
import type { World } from '../../world/world.ts';
import { isKnownPrincipal } from '../known-principals.ts';
import { type PolicyProblem, type PolicyStatement, parsePolicyDocument } from '../policy-document.ts';
import { malformedPolicy } from './s3-faults.ts';

/** "Bucket policies are limited to 20 KB in size." */
const BYTES_MAX = 20 * 1024;

const PROBLEMS: Readonly<Record<PolicyProblem, string>> = {
  'not-json': "Policies must be valid JSON and the first byte must be '{'",
  'no-statement': 'Missing required field Statement',
  'bad-effect': 'Missing required field Effect',
  'no-principal': 'Missing required field Principal',
  'no-action': 'Missing required field Action',
  'bad-resource': 'Policy has invalid resource',
  'bad-condition': 'Policy has an invalid condition key',
};

/** Throws S3's MalformedPolicy. */
export function checkBucketPolicy(world: World, bucket: Bucket, text: string): readonly PolicyStatement[] {
  if (Buffer.byteLength(text) > BYTES_MAX) {
    throw malformedPolicy('Policy exceeds the maximum allowed document size.');
  }
  const statements = parsePolicyDocument(text);
  if (typeof statements === 'string') throw malformedPolicy(PROBLEMS[statements]);
  for (const statement of statements) checkStatement(world, bucket, statement);
  return statements;
}

function checkStatement(world: World, bucket: Bucket, statement: PolicyStatement): void {
  const { principals, actions, resources } = statement;
  const unknown = principals.find((principal) => !isKnownPrincipal(world, principal));
  if (unknown !== undefined) {
    throw malformedPolicy('Invalid principal in policy', `"${unknown.type}" : "${unknown.value}"`);
  }
  if (!actions.every(isS3Action)) throw malformedPolicy('Policy has invalid action');
  if (resources.length === 0) throw malformedPolicy('Missing required field Resource');
  if (!resources.every((resource) => isOfBucket(resource, bucket)))
    throw malformedPolicy('Policy has invalid resource');
  if (!statement.isNotAction && !actions.every((action) => applies(action, resources))) {
    throw malformedPolicy('Action does not apply to any resource(s) in statement');
  }
}

function isS3Action(action: string): boolean {
  return action === '*' || /^s3:[A-Za-z*?]+$/i.test(action);
}

/** The bucket itself or something in it, by name or by a pattern that can mean them. */
function isOfBucket(resource: string, bucket: Bucket): boolean {
  if (resource === '*') return true;
  const match = /^arn:aws:s3:::([^/]+)(\/.*)?$/s.exec(resource);
  const name = match?.[1];
  if (name === undefined) return false;
  if (!/[*?]/.test(name)) return name === bucket.name;
  const pattern = name
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`).test(bucket.name);
}

/** Actions on objects want a resource below the bucket, the policy's own actions want the bucket. */
function applies(action: string, resources: readonly string[]): boolean {
  if (/[*?]/.test(action)) return true;
  const wantsObject =
    /^s3:(Get|Put|Delete|Restore|Replicate)Object/i.test(action) && !/ObjectLockConfiguration$/i.test(action);
  const wantsBucket = /^s3:(ListBucket|DeleteBucket|CreateBucket|(Get|Put|Delete)Bucket\w*)$/i.test(action);
  if (!wantsObject && !wantsBucket) return true;
  return resources.some((resource) => isPattern(resource) || resource.includes('/') === wantsObject);
}

/** Ends in a wildcard that may stand for a bucket or for what is in it. */
function isPattern(resource: string): boolean {
  return resource === '*' || /^[^/]*[*?]/.test(resource.replace(/^arn:aws:s3:::/, ''));
}
