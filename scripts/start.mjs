// Makes a fresh checkout ready, then runs a program of ours on the Node that package.json pins.
//   node scripts/start.mjs [--redis] PROGRAM [ARGS…]
// Plain JavaScript on purpose: it is the one file that has to run on whatever Node is there (20 or later).
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const args = process.argv.slice(2);
const wantsRedis = args[0] === '--redis';
const [program, ...rest] = wantsRedis ? args.slice(1) : args;
if (program === undefined) fail('usage: node scripts/start.mjs [--redis] PROGRAM [ARGS…]');

installPackages();
if (wantsRedis) installRedis();
runProgram();

/** `npm ci`, when node_modules is missing or was made from another lockfile. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.cache', 'rootkeeper-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('installing packages (npm ci)…');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (npm.status !== 0) fail('npm ci failed; its words are above');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

/** Debian's redis-server for the tests, where it is missing and may be installed. */
function installRedis() {
  if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0) return;
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!mayInstall)
    return say(
      'redis-server is missing and cannot be installed by this user: its tests will say that they are skipped',
    );
  say('installing redis-server (apt-get)…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2], env });
  const install = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], {
    stdio: ['ignore', 'ignore', 2],
    env,
  });
  if (install.status !== 0) say('redis-server could not be installed: its tests will say that they are skipped');
}

/** Runs the program in the foreground; signals reach it, and its exit status is ours. */
function runProgram() {
  const bin = join(root, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` };
  const child = spawn(join(bin, 'node'), [join(root, program), ...rest], { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`could not start Node: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function say(text) {
  process.stderr.write(`rootkeeper: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
