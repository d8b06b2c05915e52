/** How long a function takes: the median over many runs, after a warm-up, in microseconds. */
import { Bench } from 'tinybench';

/** `seconds` is how long is measured; at least ten runs are made. */
export async function medianMicroseconds(run: () => unknown, seconds: number): Promise<number> {
  const bench = new Bench({ time: seconds * 1000, warmupTime: seconds * 250, iterations: 10 });
  bench.add('it', () => {
    run();
  });
  const [task] = await bench.run();
  if (task?.result.state !== 'completed') throw new Error('the benchmark did not finish');
  return task.result.latency.p50 * 1000;
}
