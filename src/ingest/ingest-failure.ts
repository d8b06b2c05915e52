/** The ingest queue of the configuration cannot be read from, and waiting will not mend it. */
import { Failure } from '../domain/failure.ts';

export class IngestFailure extends Failure {
  override readonly name = 'IngestFailure';
  readonly code = 'RK_INGEST_QUEUE';

  constructor(queueUrl: string, why: string, remedy: string, cause?: unknown) {
    super(`could not use \`${queueUrl}\` as the ingest queue: ${why}`, remedy, cause);
  }
}
