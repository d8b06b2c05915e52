/** The policy that a call wrote, as far as CloudTrail kept it. */
import type { PolicyInEvent } from '../domain/signal.ts';
import { isOmitted, unwrapped } from './fields.ts';

/**
 * S3's is an object, SQS's a string. What is missing, or was left out for its size (CloudTrail cuts fields at 100 KB),
 * is looked up live later on.
 */
export function policyInEvent(value: unknown): PolicyInEvent {
  const policy = unwrapped(value);
  if (typeof policy === 'string' && policy !== '') return { kind: 'present', text: policy };
  if (typeof policy !== 'object' || policy === null || isOmitted(policy)) return { kind: 'truncated' };
  return { kind: 'present', text: JSON.stringify(policy) };
}
