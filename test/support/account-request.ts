/**
 * One concrete request by an ordinary principal of an account, in the words of the simulator's evaluator, which judges
 * the analyser. What the analyser calls a witness becomes such a request here.
 */
import type { Witness } from '../../src/domain/verdict.ts';
import type { PolicyQuestion } from '../../src/policy/question.ts';
import { evaluateParsedPolicy, type Decision } from '../../src/simulator/access/evaluate-policy.ts';
import type { Principal } from '../../src/simulator/access/match-principal.ts';
import { type Policy, parsePolicy } from '../../src/simulator/access/parse-policy.ts';

export type Context = Readonly<Record<string, string | readonly string[]>>;
export type AccountRequest = { readonly principal: Principal; readonly context: Context };

function resourceOf({ service, resource, account, region }: PolicyQuestion): string {
  if (resource.startsWith('arn:')) return resource;
  return service === 's3' ? `arn:aws:s3:::${resource}` : `arn:aws:sqs:${region ?? 'us-east-1'}:${account}:${resource}`;
}

export const partitionOf = (question: PolicyQuestion): string => resourceOf(question).split(':')[1] ?? 'aws';

/** Answers for one policy, parsed once. */
export function concretely(question: PolicyQuestion): (action: string, request: AccountRequest) => Decision {
  const policy: Policy = parsePolicy(question.policyText);
  const resource = resourceOf(question);
  return (action, { principal, context }) => evaluateParsedPolicy(policy, { action, resource, principal, context });
}

/** A user has its ARN; a role's session has the role's and its own, by the name in `aws:userid`. */
export function principalOf(arn: string, context: Context): Principal {
  const [, partition = '', , , accountId = '', name = ''] = arn.split(':');
  if (!name.startsWith('role/')) return { kind: 'account', accountId, arns: [arn] };
  const userId = context['aws:userid'];
  const session = typeof userId === 'string' ? (userId.split(':')[1] ?? 'session') : 'session';
  const role = name.slice(name.lastIndexOf('/') + 1);
  return {
    kind: 'account',
    accountId,
    arns: [arn, `arn:${partition}:sts::${accountId}:assumed-role/${role}/${session}`],
  };
}

export function requestOfWitness({ principal, context }: Witness): AccountRequest {
  return { principal: principalOf(principal, context), context };
}
