import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { ConfigError } from '../../src/config/config-error.ts';
import { effectiveSettings, loadConfig, parseConfig } from '../../src/config/load.ts';
import { options } from '../../src/config/options.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

test('without a file and without variables, nothing in AWS is ever changed', async () => {
  const { config, file } = await loadConfig({ environment: {} });
  assert.equal(file, undefined);
  assert.equal(config.mode, 'observe');
  assert.deepEqual(config, parseConfig());
});

test('durations are milliseconds, rates are requests a second, addresses have a host and a port', () => {
  const config = parseConfig({
    guards: { settle: '250ms', flapping: { within: '7d' } },
    rateLimits: { sts: '90/m' },
    api: { listen: '[::1]:0' },
    organization: { refresh: '24h' },
  });
  assert.equal(config.guards.settle, 250);
  assert.equal(config.guards.flapping.within, 604_800_000);
  assert.equal(config.organization.refresh, 86_400_000);
  assert.equal(config.rateLimits.sts, 1.5);
  assert.deepEqual(config.api.listen, { host: '::1', port: 0 });
});

test('one strategy is a list of one', () => {
  const { lockouts } = parseConfig({ lockouts: { lockedOut: 'strip', conditional: ['carve-out', 'notify'] } });
  assert.deepEqual(lockouts.lockedOut, ['strip']);
  assert.deepEqual(lockouts.conditional, ['carve-out', 'notify']);
});

test('the file named on the command line wins over the one in the environment', async () => {
  await using directory = await openTemporaryDirectory();
  const named = await directory.write('named.yaml', 'dataDir: named\n');
  const other = await directory.write('other.yaml', 'dataDir: other\n');
  const environment = { ROOTKEEPER_CONFIG: other };
  assert.equal((await loadConfig({ file: named, environment })).config.dataDir, 'named');
  assert.equal((await loadConfig({ environment })).config.dataDir, 'other');
});

test('an empty file asks for the defaults', async () => {
  await using directory = await openTemporaryDirectory();
  const file = await directory.write('empty.yaml', '# nothing yet\n');
  assert.deepEqual((await loadConfig({ file, environment: {} })).config, parseConfig());
});

test('the environment overrides the file key by key, and each value knows where it came from', async () => {
  await using directory = await openTemporaryDirectory();
  const file = await directory.write('c.yaml', 'guards:\n  settle: 9s\n  perAccountPerHour: 7\n');
  const environment = { ROOTKEEPER_GUARDS__PER_ACCOUNT_PER_HOUR: '2' };
  const { config, placeOf } = await loadConfig({ file, environment });
  assert.equal(config.guards.settle, 9000);
  assert.equal(config.guards.perAccountPerHour, 2);
  assert.equal(placeOf('guards.settle'), `${file}:2:11`);
  assert.equal(placeOf('guards.perAccountPerHour'), 'environment ROOTKEEPER_GUARDS__PER_ACCOUNT_PER_HOUR');
  assert.equal(placeOf('guards.maxRemediationsPerHour'), 'default');
});

suite('the environment', () => {
  for (const [promise, variable, value, expected] of [
    ['words by one underscore, levels by two', 'DATA_DIR', '/data', { dataDir: '/data' }],
    ['numbers', 'INGEST__CONCURRENCY', '8', { ingest: { concurrency: 8 } }],
    ['switches', 'RATE_LIMITS__ADAPTIVE', 'false', { rateLimits: { adaptive: false } }],
    ['null, where it is allowed', 'SCHEDULES__SWEEP', 'null', { schedules: { sweep: null } }],
    [
      'an account id keeps its leading zero',
      'ORGANIZATION__MANAGEMENT_ACCOUNT_ID',
      '012345678901',
      { organization: { managementAccountId: '012345678901' } },
    ],
    [
      'lists as JSON',
      'ORGANIZATION__EXCLUDE_ACCOUNTS',
      '["111122223333"]',
      { organization: { excludeAccounts: ['111122223333'] } },
    ],
    ['groups as JSON', 'GUARDS__FLAPPING', '{"repairs":9}', { guards: { flapping: { repairs: 9 } } }],
    [
      'a list of strategies as JSON',
      'LOCKOUTS__LOCKED_OUT',
      '["strip","notify"]',
      { lockouts: { lockedOut: ['strip', 'notify'] } },
    ],
    ['one strategy as it is', 'LOCKOUTS__LOCKED_OUT', 'strip', { lockouts: { lockedOut: 'strip' } }],
    ['a text that begins with a brace is a text', 'QUEUE__PREFIX', '{rk}', { queue: { prefix: '{rk}' } }],
    ['empty counts as not set', 'API__METRICS_LISTEN', '', {}],
  ] as const)
    test(promise, async () => {
      const { config } = await loadConfig({ environment: { [`ROOTKEEPER_${variable}`]: value } });
      assert.deepEqual(config, parseConfig(expected));
    });

  test('a variable for one option wins over one for its group', async () => {
    const { config } = await loadConfig({
      environment: { ROOTKEEPER_GUARDS__SETTLE: '1s', ROOTKEEPER_GUARDS: '{"settle":"2s","perAccountPerHour":3}' },
    });
    assert.equal(config.guards.settle, 1000);
    assert.equal(config.guards.perAccountPerHour, 3);
  });

  test('what Kubernetes and the image add is none of our business', async () => {
    const environment = {
      ROOTKEEPER_PORT: 'tcp://10.0.0.1:8080',
      ROOTKEEPER_SERVICE_HOST: '10.0.0.1',
      ROOTKEEPER_SERVICE_PORT_HTTP: '8080',
      ROOTKEEPER_METRICS_PORT_9090_TCP_ADDR: '10.0.0.1',
      ROOTKEEPER_COMMIT: 'abc',
      PATH: '/bin',
    };
    assert.deepEqual((await loadConfig({ environment })).config, parseConfig());
  });

  for (const [promise, variable, value, message, remedy] of [
    ['an unknown variable', 'ROOTKEEPER_MOD', 'x', /not the name of an option/u, /`ROOTKEEPER_MODE`/u],
    ['one underscore too few', 'ROOTKEEPER_API_LISTEN', 'x', /not the name/u, /`ROOTKEEPER_API__LISTEN`/u],
    ['broken JSON', 'ROOTKEEPER_NOTICES', '[1', /expected JSON, found `\[1`/u, /such as `\[\]`/u],
    ['a number that is none', 'ROOTKEEPER_INGEST__CONCURRENCY', 'many', /whole number.*`many`/u, /default `4`/u],
    ['a wrong element', 'ROOTKEEPER_ORGANIZATION__EXCLUDE_ACCOUNTS', '["1"]', /twelve digits/u, /default/u],
  ] as const)
    test(`${promise} is an error that names the variable`, async () => {
      await assert.rejects(loadConfig({ environment: { [variable]: value } }), (error) => {
        assert.ok(error instanceof ConfigError);
        const [problem] = error.problems;
        assert.equal(problem?.place, `environment ${variable}`);
        assert.match(problem.message, message);
        assert.match(problem.remedy, remedy);
        return true;
      });
    });
});

test('what is in force can be written to a file and read again', async () => {
  await using directory = await openTemporaryDirectory();
  const environment = { ROOTKEEPER_MODE: 'enforce', ROOTKEEPER_LOCKOUTS__LOCKED_OUT: '["strip","notify"]' };
  const loaded = await loadConfig({ environment });
  const text = stringify(effectiveSettings(loaded));
  const file = await directory.write('again.yaml', text);
  assert.deepEqual((await loadConfig({ file, environment: {} })).config, loaded.config);
  assert.deepEqual(
    Object.keys(parse(text) as object),
    options.filter(({ key }) => !key.includes('.')).map(({ key }) => key),
  );
});
