/**
 * What happens to every AWS request, whoever sends it: wait for the service's turn, send, count, time.
 * Each try of the SDK's own retries is a request here, because AWS counts them the same way.
 * Never: looks at what is sent or answered; no name of an account or resource becomes a label.
 */
import type { Clock } from '../domain/time.ts';
import type { Metrics } from '../observe/metrics.ts';
import { kindOf } from './errors.ts';
import type { RefusalKind } from '../domain/aws-refusal.ts';

export type AwsService = 'sts' | 'iam' | 's3' | 'sqs' | 'organizations';
export type RequestOutcome = 'success' | RefusalKind;

export type RequestWatch = {
  readonly pace: ((service: AwsService) => Promise<void>) | undefined;
  readonly answered: ((service: AwsService, outcome: RequestOutcome) => void) | undefined;
  readonly metrics: Pick<Metrics, 'awsRequests' | 'awsRequestDuration'>;
  readonly clock: Clock;
};

/** As much of an SDK client as is needed to stand between it and the network. */
type Observable = {
  readonly middlewareStack: {
    readonly add: (
      middleware: <Args, Result>(
        next: (args: Args) => Promise<Result>,
        context: { commandName?: string },
      ) => (args: Args) => Promise<Result>,
      options: { name: string; step: 'finalizeRequest'; priority: 'low' },
    ) => void;
  };
};

export function measureRequests(client: Observable, service: AwsService, watch: RequestWatch): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      await watch.pace?.(service);
      const operation = context.commandName?.replace(/Command$/u, '') ?? 'unknown';
      const startedAt = watch.clock.elapsed();
      const settle = (outcome: RequestOutcome) => {
        watch.metrics.awsRequests.inc({ service, operation, outcome });
        watch.metrics.awsRequestDuration.observe({ service, operation }, (watch.clock.elapsed() - startedAt) / 1000);
        watch.answered?.(service, outcome);
      };
      try {
        const result = await next(args);
        settle('success');
        return result;
      } catch (error) {
        settle(kindOf(error));
        throw error;
      }
    },
    // After the SDK's retries (priority high), so that each try is seen.
    { name: 'rootkeeperMeasure', step: 'finalizeRequest', priority: 'low' },
  );
}
