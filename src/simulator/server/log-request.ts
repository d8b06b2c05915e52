/** One line of the request log for one call, whether it was believed, refused or carried out. */
import type { AwsFault } from '../wire/aws-fault.ts';
import type { Caller } from '../wire/caller.ts';
import type { WireRequest, WireResponse } from '../wire/wire.ts';
import type { LoggedRequest } from '../world/request-log.ts';
import type { World } from '../world/world.ts';
import type { SignatureClaim } from './credential-scope.ts';

type Handled = {
  readonly request: WireRequest;
  readonly claim: SignatureClaim | null;
  readonly caller: Caller | null;
  readonly outcome: { readonly response: WireResponse; readonly fault: AwsFault | null };
  /** Of `performance.now()`. */
  readonly startedAt: number;
};

export function logRequest(world: World, { request, claim, caller, outcome, startedAt }: Handled): void {
  const { requestId, service, operation, region } = request;
  world.requestLog.append({
    at: world.clock.now(),
    requestId,
    service,
    operation,
    region,
    accessKeyId: claim?.accessKeyId ?? null,
    ...identityOf(caller),
    resource: request.notes.resource ?? null,
    status: outcome.response.status,
    errorCode: outcome.fault?.code ?? null,
    errorMessage: outcome.fault === null ? null : explain(outcome.fault),
    durationMs: performance.now() - startedAt,
  });
}

function identityOf(caller: Caller | null): Pick<LoggedRequest, 'callerArn' | 'callerAccountId'> {
  if (caller === null || caller.kind === 'anonymous') return { callerArn: null, callerAccountId: null };
  return { callerArn: caller.arn, callerAccountId: caller.accountId };
}

function explain({ message, extras }: AwsFault): string {
  return extras.reason === undefined ? message : `${message} [${extras.reason}]`;
}
