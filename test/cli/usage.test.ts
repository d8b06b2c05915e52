import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { buildProgram } from '../../src/cli/run.ts';
import { runProgram } from '../support/program.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

suite('usage', () => {
  for (const [promise, args, message] of [
    ['an unknown command names the nearest', ['anlyze'], /unknown command 'anlyze'\n→ .*analyze/u],
    ['an unknown option names the nearest', ['config', 'check', '--confg', 'x'], /'--confg'\n→ .*--config/u],
    ['a wrong choice names the choices', ['version', '--format', 'xml'], /Allowed choices are text, json/u],
    ['a missing argument says where help is', ['completion'], /shell.*\n→ run `rootkeeper completion --help`/u],
    ['no command at all prints the help', [], /^Usage: rootkeeper/u],
  ] as const)
    test(`${promise}; exit code 2`, async () => {
      const { code, stdout, stderr } = await runProgram(args);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
    });

  test('help is no error, and says what the exit codes mean', async () => {
    const { code, stdout } = await runProgram(['--help']);
    assert.equal(code, 0);
    assert.match(stdout, /3 {2}AWS, Redis or network failure/u);
  });

  test('every command has a description and, but for groups, an example', () => {
    const all = [...buildProgram(() => undefined).commands];
    for (const command of all) {
      assert.match(command.description(), /\.$/u, command.name());
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      assert.match(help, /Examples:\n {2}\S/u, command.name());
    }
  });
});

test('an error shows what, why and what to do, in colour only where colour is wanted', async () => {
  const plain = await runProgram(['config', 'check', '--config', '/nowhere.yaml']);
  assert.equal(plain.code, 2);
  assert.equal(
    plain.stderr,
    'rootkeeper: could not read `/nowhere.yaml`: 1 problem (RK_CONFIG_INVALID)\n  /nowhere.yaml: cannot be read: ENOENT\n    → check the path\n',
  );
  const args = ['config', 'check', '--config', '/nowhere.yaml'];
  const colored = await runProgram(args, { environment: { FORCE_COLOR: '1' } });
  assert.ok(colored.stderr.includes('\u001b[31mrootkeeper:'));
  const refused = await runProgram(args, { environment: { FORCE_COLOR: '1', NO_COLOR: '1' } });
  assert.ok(refused.stderr.endsWith(plain.stderr)); // after Node's own warning that it would decide otherwise
});

suite('config', () => {
  test('check is silent about nothing: a good configuration is called good', async () => {
    await using directory = await openTemporaryDirectory();
    const file = await directory.write('good.yaml', 'mode: enforce\n');
    const { code, stdout } = await runProgram(['--config', file, 'config', 'check']);
    assert.equal(code, 0);
    assert.equal(stdout, `ok ${file}\n`);
  });

  test('check names every mistake with file, line and fix; exit code 2', async () => {
    await using directory = await openTemporaryDirectory();
    const file = await directory.write('bad.yaml', 'mode: enforec\nguards:\n  settle: 5\n');
    const { code, stderr } = await runProgram(['config', 'check'], { environment: { ROOTKEEPER_CONFIG: file } });
    assert.equal(code, 2);
    assert.match(stderr, /2 problems/u);
    assert.match(stderr, /bad\.yaml:1:7: `mode` .*\n {4}→ did you mean `enforce`\?/u);
    assert.match(stderr, /bad\.yaml:3:11: `guards\.settle` .*\n {4}→ write the unit too, such as `5s`/u);
  });

  test('print shows what is in force and where it was set, never a password', async () => {
    const environment = { ROOTKEEPER_QUEUE__URL: 'redis://me:hunter2@redis:6379', ROOTKEEPER_MODE: 'enforce' };
    const yaml = await runProgram(['config', 'print'], { environment });
    assert.match(yaml.stdout, /^mode: enforce$/mu);
    const json = await runProgram(['config', 'print', '--format', 'json'], { environment });
    const printed = JSON.parse(json.stdout) as { queue: { url: string }; guards: { settle: string } };
    assert.equal(printed.queue.url, 'redis://***@redis:6379');
    assert.equal(printed.guards.settle, '5s');
    const origin = await runProgram(['config', 'print', '--origin'], { environment });
    assert.match(origin.stdout, /^mode = "enforce" {2}# environment ROOTKEEPER_MODE$/mu);
    assert.doesNotMatch(yaml.stdout + json.stdout + origin.stdout, /hunter2/u);
  });

  test('schema is JSON Schema that knows no other keys', async () => {
    const { stdout } = await runProgram(['config', 'schema']);
    const schema = JSON.parse(stdout) as { $schema: string; additionalProperties: boolean; properties: object };
    assert.match(schema.$schema, /2020-12/u);
    assert.equal(schema.additionalProperties, false);
    assert.ok('guards' in schema.properties);
  });
});

test('version says what is running, for people and for programs', async () => {
  const { stdout } = await runProgram(['version', '--format', 'json'], { environment: { ROOTKEEPER_COMMIT: 'abc' } });
  assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ['version', 'commit', 'node']);
  assert.match((await runProgram(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/u);
});
