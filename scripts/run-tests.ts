/**
 * `npm test [-- PATTERN…]`: every test, or those whose path contains one of the words. Ends with `N passed, N failed`.
 * Files run in processes of their own, two at a time: tests start real servers, and a laptop has other things to do.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const words = process.argv.slice(2);
const files = globSync('test/**/*.test.ts')
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .toSorted();

const counts = { passed: 0, failed: 0, skipped: 0 };
const events = run({ files, concurrency: Math.min(4, Math.max(2, availableParallelism())), timeout: 600_000 });
events.on('test:summary', (summary) => {
  if (summary.file !== undefined) return; // one per file, and a last one for all
  const { tests, passed, skipped, todo } = summary.counts;
  Object.assign(counts, { passed, skipped: skipped + todo, failed: tests - passed - skipped - todo });
});

const report = new spec();
events.pipe(report).pipe(process.stdout, { end: false });
report.on('end', () => {
  const none = counts.passed + counts.failed === 0;
  if (none) process.stdout.write('no test matched\n');
  const skipped = counts.skipped === 0 ? '' : `, ${String(counts.skipped)} skipped`;
  process.stdout.write(`\n${String(counts.passed)} passed, ${String(counts.failed)} failed${skipped}\n`);
  process.exitCode = counts.failed > 0 || none ? 1 : 0;
});
