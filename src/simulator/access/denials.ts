/**
 * How each service says no, and why, in the words that AWS documents:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import { AwsFault } from '../wire/aws-fault.ts';
import type { Caller } from '../wire/caller.ts';
import type { WireRequest } from '../wire/wire.ts';

export type PolicyType = 'service control' | 'session' | 'resource-based' | 'identity-based';

/** `explicit`: a Deny statement matched. `implicit`: an Allow is missing. */
export type Denial = { readonly kind: 'explicit' | 'implicit'; readonly by: PolicyType };

type Denied = { readonly action: string; readonly resource: string };

export function deniedFault(request: WireRequest, caller: Caller, denied: Denied, denial: Denial): AwsFault {
  const message = caller.kind === 'anonymous' ? ANONYMOUS : messageOf(request, caller.arn, denied, denial);
  switch (request.protocol) {
    case 'rest-xml':
    case 'query':
      return new AwsFault('AccessDenied', 403, message);
    case 'json-1.0':
    case 'json-1.1':
      // SQS answers old and new clients at once: its JSON errors carry the query protocol's code beside their own.
      return new AwsFault(
        'AccessDeniedException',
        400,
        message,
        request.service === 'sqs' ? { queryCode: 'AccessDenied' } : {},
      );
  }
}

const ANONYMOUS = 'Access Denied';

function messageOf(request: WireRequest, arn: string, denied: Denied, denial: Denial): string {
  // SQS writes actions in lower case, and S3 alone puts the resource in quotation marks.
  const action = request.service === 'sqs' ? denied.action.toLowerCase() : denied.action;
  const resource = request.service === 's3' ? `"${denied.resource}"` : denied.resource;
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${reason(action, denial)}`;
}

function reason(action: string, { kind, by }: Denial): string {
  if (kind === 'implicit') return `because no ${by} policy allows the ${action} action`;
  return `with an explicit deny in ${by === 'identity-based' ? 'an' : 'a'} ${by} policy`;
}
