/** One call to the control endpoint, as its routes see it, and what they say when they cannot do it. */
import type { World } from '../world/world.ts';

export type ControlCall = {
  readonly world: World;
  /** What stands in the place of the route's variables. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  /** The parsed JSON body; an empty object when there was none. */
  readonly body: Readonly<Record<string, unknown>>;
};

/** Returns what becomes the JSON answer. */
export type ControlRoute = (call: ControlCall) => unknown;

export class ControlProblem extends Error {
  override readonly name = 'ControlProblem';
  readonly status: 400 | 404 | 405;

  constructor(status: ControlProblem['status'], message: string) {
    super(message);
    this.status = status;
  }
}
