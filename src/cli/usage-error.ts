/** The command was asked for something that it cannot do as asked. */
import { Failure } from '../domain/failure.ts';

export class UsageError extends Failure {
  override readonly name = 'UsageError';
  readonly code = 'RK_USAGE';
}
