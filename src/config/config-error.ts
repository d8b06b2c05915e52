/**
 * What is wrong with a configuration: a list, since whoever fixes one mistake wants to know of the others too.
 * Made by `load.ts`; shown by the CLI, which places the parts itself.
 * Never: holds a secret; what was found is cut and masked before it comes here.
 */
import { Failure } from '../domain/failure.ts';

export type ConfigProblem = {
  /** Where to look: `rootkeeper.yaml:12:3`, `environment ROOTKEEPER_MODE`, or `defaults`. */
  readonly place: string;
  /** Dotted key, such as `guards.flapping.within` or `notices[0].url`; empty for the file as a whole. */
  readonly key: string;
  /** What was expected and what was found: one sentence without a full stop. */
  readonly message: string;
  /** What to write instead. */
  readonly remedy: string;
};

export class ConfigError extends Failure {
  override readonly name = 'ConfigError';
  readonly code = 'RK_CONFIG_INVALID';
  readonly problems: readonly ConfigProblem[];

  constructor(attempt: string, on: string, problems: readonly ConfigProblem[]) {
    const [first] = problems;
    const rest = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    const what = first === undefined ? 'unknown reason' : `${first.place}: ${describe(first)}`;
    super(
      `could not ${attempt} \`${on}\`: ${what}${rest}`,
      first?.remedy ?? 'run `rootkeeper config check` to see every problem',
    );
    this.problems = problems;
  }
}

const describe = ({ key, message }: ConfigProblem): string => (key === '' ? message : `\`${key}\` ${message}`);
