/** `npm run build`: src/ to dist/, as JavaScript with declarations. Only the package and the image need it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
const { status } = spawnSync('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status === 0) chmodSync('dist/main.js', 0o755);
process.exitCode = status ?? 1;
