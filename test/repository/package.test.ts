/**
 * What `npm run build` makes is what the package and the image run. It is built once here, and laid out as npm would
 * install it: the command as a link, the dependencies beside it.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

const directory = await openTemporaryDirectory();
after(() => directory[Symbol.asyncDispose]());
const modules = join(directory.path, 'node_modules');
const installed = join(modules, 'rootkeeper');
const compiler = join('node_modules', 'typescript', 'bin', 'tsc');

const build = run(process.execPath, [
  compiler,
  '-p',
  'tsconfig.build.json',
  '--noCheck',
  '--outDir',
  join(installed, 'dist'),
]);
assert.equal(build.status, 0, build.stdout);
for (const file of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']) copyFileSync(file, join(installed, file));
symlinkSync(resolve('node_modules'), join(installed, 'node_modules'));
const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: { rootkeeper: string } };
const command = join(modules, '.bin', 'rootkeeper');
mkdirSync(dirname(command));
symlinkSync(join('..', 'rootkeeper', bin.rootkeeper), command);
chmodSync(command, 0o755); // as npm does with what `bin` names

function run(program: string, args: readonly string[], cwd?: string) {
  // The Node that runs this is the one that the command's first line finds.
  const PATH = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  return spawnSync(program, args, { cwd, encoding: 'utf8', env: { ...process.env, PATH } });
}

test('no import of the built program names a TypeScript file', () => {
  const built = globSync('dist/**/*.js', { cwd: installed });
  assert.ok(built.includes('dist/main.js'));
  for (const file of built)
    assert.doesNotMatch(readFileSync(join(installed, file), 'utf8'), /\b(?:from|import\()\s*['"][^'"]*\.ts['"]/u, file);
});

test('the installed command runs, and an option of ours is not taken by Node', () => {
  const version = run(command, ['version'], directory.path);
  assert.equal(version.status, 0, version.stderr);
  assert.match(version.stdout, /^rootkeeper \d+\.\d+\.\d+ /u);
  // Node would look for the file of its own `--env-file` before the program begins.
  const help = run(command, ['simulate', '--env-file', '/no/such/file', '--help'], directory.path);
  assert.equal(help.status, 0, help.stderr);
});

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' },
});
const question = `{ service: 's3', account: '111122223333', resource: 'invoices', policyText: ${JSON.stringify(policy)} }`;

test('the analyser can be imported by its public name', () => {
  const program = `import { analyze } from 'rootkeeper/policy'; console.log(analyze(${question}).verdict);`;
  writeFileSync(join(directory.path, 'program.mjs'), program);
  const { stdout, stderr } = run(process.execPath, ['program.mjs'], directory.path);
  assert.equal(stdout, 'locked_out\n', stderr);
});

test('the analyser has types where it is imported', () => {
  const program = (type: string) =>
    `import { analyze, type Verdict } from 'rootkeeper/policy';\nexport const verdict: ${type} = analyze(${question}).verdict;\n`;
  writeFileSync(join(directory.path, 'right.ts'), program('Verdict'));
  writeFileSync(join(directory.path, 'wrong.ts'), program('number'));
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--skipLibCheck', 'false'];
  const check = (file: string) => run(process.execPath, [resolve(compiler), ...options, file], directory.path);
  assert.equal(check('right.ts').stdout, '');
  assert.match(check('wrong.ts').stdout, /wrong\.ts.*'number'/u);
});

test('the package holds what was built and what people read first, and nothing else', () => {
  const { stdout, stderr } = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], installed);
  const [{ files } = { files: [] }] = JSON.parse(stdout || stderr) as [{ files: { path: string }[] }?];
  const packed = files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
  assert.deepEqual(packed.toSorted(), ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  const built = globSync('dist/**/*.{js,ts}', { cwd: installed });
  assert.equal(files.length - packed.length, built.length);
});
