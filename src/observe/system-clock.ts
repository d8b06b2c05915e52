/** The machine's two clocks. Whoever needs the time is handed one of these, or a test's. */
import { type Clock, type Elapsed, instant } from '../domain/time.ts';

export const systemClock: Clock = {
  now: () => instant(Date.now()),
  // What brands a monotonic reading: it comes from here and nowhere else.
  elapsed: () => performance.now() as Elapsed,
};
