/**
 * The shape of every error that leaves a room: a stable code for programs, a sentence for the log, and what to do
 * about it. `remedy` is kept apart from the message so that the CLI, the API and the log can place it themselves.
 */
export abstract class Failure extends Error {
  /** Stable, upper case, `RK_…`; listed in docs/errors.md. */
  abstract readonly code: string;
  /** What to do next, and who can: one sentence. */
  readonly remedy: string;

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.remedy = remedy;
  }
}
