/** `npm run lint`: everything that reads the code without running it. Runs all of them and fails if one did. */
import { spawnSync } from 'node:child_process';

const checks: readonly (readonly [name: string, ...command: string[]])[] = [
  ['types', 'tsc', '-p', '.'],
  ['lint', 'eslint', '.', '--max-warnings=0'],
  ['layout', 'prettier', '--check', '--log-level=warn', '.'],
  ['import directions', 'depcruise', 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  ['dead code', 'knip', '--no-progress'],
];

const failed: string[] = [];
for (const [name, command = '', ...args] of checks) {
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
