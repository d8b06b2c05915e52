/** Every mistake that can be made in a configuration: its place, its key and its fix are named. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { combinations } from '../../src/config/combinations.ts';
import { ConfigError, type ConfigProblem } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';
import { notYet } from '../../src/config/not-yet.ts';
import { openTemporaryDirectory } from '../support/temporary-directory.ts';

type Mistake = readonly [name: string, yaml: string, place: string, key: string, message: RegExp, remedy: RegExp];

const mistakes: readonly Mistake[] = [
  // YAML
  ['a tab as indentation', 'guards:\n\tsettle: 5s', '2:1', '', /not YAML/u, /mend the YAML/u],
  ['a key twice', 'mode: observe\nmode: enforce', '2:1', '', /not YAML.*unique/u, /keep one/u],
  ['a bracket left open', 'notices: [', '1:11', '', /not YAML/u, /mend the YAML/u],
  ['a list at the top', '- mode', '1:1', '', /not a configuration/u, /mode: observe/u],
  ['a sentence at the top', 'enforce please', '1:1', '', /not a configuration/u, /mode: observe/u],
  // unknown keys
  ['an unknown key', 'mod: enforce', '1:1', 'mod', /not an option/u, /did you mean `mode`/u],
  ['a key cut short', 'guards:\n  flap: 3', '2:3', 'guards.flap', /not an option/u, /`flapping`/u],
  ['a key in snake case', 'data_dir: x', '1:1', 'data_dir', /not an option/u, /`dataDir`/u],
  ['a key in the wrong group', 'queueUrl: x', '1:1', 'queueUrl', /not an option/u, /`ingest.queueUrl`/u],
  ['a key like no other', 'zzzzzzzzzzzz: 1', '1:1', 'zzzzzzzzzzzz', /not an option/u, /remove it/u],
  // values
  ['a mode misspelt', 'mode: enforec', '1:7', 'mode', /`observe`.*found `enforec`/u, /`enforce`/u],
  ['a strategy misspelt', 'lockouts: {lockedOut: carveout}', '1:23', 'lockouts.lockedOut', /found/u, /`carve-out`/u],
  ['a group left empty', 'guards:', '1:8', 'guards', /settings below it.*found nothing/u, /leave it out/u],
  ['a list where a text goes', 'mode: [x]', '1:7', 'mode', /found a list/u, /leave it out/u],
  ['a text where a list goes', 'notices: x', '1:10', 'notices', /a list of notices, found `x`/u, /default `\[\]`/u],
  ['a duration without a unit', 'guards: {settle: 5}', '1:18', 'guards.settle', /the number `5`/u, /`5s`/u],
  ['a duration too long', 'guards: {settle: 16m}', '1:18', 'guards.settle', /to `15m`.*`16m`/u, /default `5s`/u],
  ['a duration in words', 'guards: {settle: 5 seconds}', '1:18', 'guards.settle', /units: ms/u, /default/u],
  ['a rate of nothing', 'rateLimits: {sts: 0/s}', '1:19', 'rateLimits.sts', /above zero/u, /`20\/s`/u],
  ['a count out of range', 'ingest: {concurrency: 0}', '1:23', 'ingest.concurrency', /from 1 to 64/u, /`4`/u],
  ['a count with a fraction', 'ingest: {concurrency: 1.5}', '1:23', 'ingest.concurrency', /whole number/u, /`4`/u],
  [
    'an account id as a number',
    'organization: {excludeAccounts: [012345678901]}',
    '1:34',
    'organization.excludeAccounts[0]',
    /number/u,
    /in quotes/u,
  ],
  [
    'an account id too short',
    "organization: {managementAccountId: '1'}",
    '1:37',
    'organization.managementAccountId',
    /twelve digits/u,
    /leave it out/u,
  ],
  [
    'the global Region',
    'organization: {region: aws-global}',
    '1:24',
    'organization.region',
    /Regional endpoints/u,
    /`us-east-1`/u,
  ],
  ['an address without a host', 'api: {listen: ":8080"}', '1:15', 'api.listen', /`127.0.0.1:8080`/u, /default/u],
  ['a port that is none', 'api: {listen: "127.0.0.1:99999"}', '1:15', 'api.listen', /address and a port/u, /default/u],
  [
    'an hour that is none',
    'schedules: {audit: "0 24 * * *"}',
    '1:20',
    'schedules.audit',
    /hour is from 0 to 23/u,
    /default/u,
  ],
  [
    'a cron line with seconds',
    'schedules: {audit: "0 0 3 * * *"}',
    '1:20',
    'schedules.audit',
    /it has 6 fields/u,
    /default/u,
  ],
  [
    'a queue ARN for a URL',
    'ingest: {queueUrl: "arn:aws:sqs:us-east-1:111122223333:q"}',
    '1:20',
    'ingest.queueUrl',
    /queue URL/u,
    /leave it out/u,
  ],
  ['a store that is none', 'queue: {url: "mysql://h"}', '1:14', 'queue.url', /`embedded`/u, /default `embedded`/u],
  [
    'an address range that is none',
    'lockouts: {facts: {cidrs: [10.0.0.0/33]}}',
    '1:28',
    'lockouts.facts.cidrs[0]',
    /address range/u,
    /default/u,
  ],
  ['a notice of no kind', 'notices: [{kind: fax}]', '1:18', 'notices[0].kind', /`webhook`/u, /default/u],
  [
    'a field of a notice left out',
    'notices: [{kind: sns}]',
    '1:11',
    'notices[0].topicArn',
    /found nothing/u,
    /add it/u,
  ],
  // impossible together
  ['an open API', 'api: {listen: "0.0.0.0:80"}', '1:15', 'api.listen', /authenticate/u, /metricsListen/u],
  [
    'one address twice',
    'api: {metricsListen: "127.0.0.1:8080"}',
    '1:22',
    'api.metricsListen',
    /same address/u,
    /another port/u,
  ],
  ['S3 without a bucket', 'ledger: {kind: s3}', '1:1', 'ledger.bucket', /missing/u, /name the bucket/u],
  [
    'S3 with a directory',
    'ledger: {kind: s3, bucket: abc, path: x}',
    '1:39',
    'ledger.path',
    /directory/u,
    /ledger.prefix/u,
  ],
  ['a directory with a bucket', 'ledger: {bucket: abc}', '1:18', 'ledger.bucket', /`filesystem`/u, /`s3`/u],
  ['a directory with a prefix', 'ledger: {prefix: abc}', '1:18', 'ledger.prefix', /`filesystem`/u, /`s3`/u],
  ['a directory with a key', 'ledger: {kmsKeyId: abc}', '1:20', 'ledger.kmsKeyId', /`filesystem`/u, /`s3`/u],
  ['a cluster inside this process', 'queue: {cluster: true}', '1:18', 'queue.cluster', /not a Redis/u, /redis:/u],
  [
    'a cluster without a hash tag',
    'queue: {url: "redis://h", cluster: true, prefix: rk}',
    '1:50',
    'queue.prefix',
    /nodes/u,
    /braces/u,
  ],
  [
    'a Region of another partition',
    'organization: {region: cn-north-1}',
    '1:24',
    'organization.region',
    /partition/u,
    /another Region/u,
  ],
  [
    'a strategy after notify',
    'lockouts: {lockedOut: [notify, strip]}',
    '1:23',
    'lockouts.lockedOut',
    /never be tried/u,
    /last/u,
  ],
  [
    'a strategy twice',
    'lockouts: {conditional: [strip, strip]}',
    '1:25',
    'lockouts.conditional',
    /never be tried/u,
    /once/u,
  ],
  // not built yet
  ['approvals', 'mode: approve', '1:7', 'mode', /not in this release/u, /observe/u],
  [
    'exempt units',
    'organization: {excludeOrganizationalUnits: [ou-ab12-cdef3456]}',
    '1:44',
    'organization.excludeOrganizationalUnits',
    /not in this release/u,
    /excludeAccounts/u,
  ],
  [
    'exempt account tags',
    'organization: {excludeTags: {a: b}}',
    '1:29',
    'organization.excludeTags',
    /not in this release/u,
    /excludeAccounts/u,
  ],
  ['a ledger in S3', 'ledger: {kind: s3, bucket: abc}', '1:16', 'ledger.kind', /not in this release/u, /filesystem/u],
  [
    'confirmation',
    'lockouts: {confirm: {roleName: r}}',
    '1:32',
    'lockouts.confirm.roleName',
    /not in this release/u,
    /remove/u,
  ],
  ['TLS', 'api: {tls: {certFile: a, keyFile: b}}', '1:12', 'api.tls', /not in this release/u, /loopback/u],
  [
    'authentication',
    'api: {auth: {hmac: [{name: a, secretFile: b}]}}',
    '1:13',
    'api.auth',
    /not in this release/u,
    /loopback/u,
  ],
  [
    'an exemption by tag',
    'lockouts: {exemptTag: quarantine}',
    '1:23',
    'lockouts.exemptTag',
    /not in this release/u,
    /excludeAccounts/u,
  ],
  ['notices', 'notices: [{kind: eventbridge, busName: b}]', '1:10', 'notices', /not in this release/u, /metrics/u],
];

suite('a mistake in the file is named with its place and its fix', () => {
  for (const [name, yaml, place, key, message, remedy] of mistakes) {
    test(name, async () => {
      const problems = await problemsOf(yaml);
      const problem = problems.find((one) => one.key === key && message.test(one.message));
      assert.ok(problem, `not among ${JSON.stringify(problems)}`);
      assert.equal(problem.place, `rootkeeper.yaml:${place}`);
      assert.match(problem.remedy, remedy);
    });
  }
});

test('every impossible combination, and everything that is not built yet, is in the table above', () => {
  const keys = new Set(mistakes.map(([, , , key]) => key));
  for (const { key } of [...combinations, ...notYet]) assert.ok(keys.has(key), key);
});

test('all mistakes are told at once, in the order of the file, each once', async () => {
  const problems = await problemsOf(
    'mode: x\nguards: {settle: 5}\nqueue: {cluster: true}\nzed: 1\nnotices: [{kind: q}]\n',
  );
  assert.deepEqual(
    problems.map(({ key }) => key),
    ['mode', 'guards.settle', 'queue.cluster', 'zed', 'notices[0].kind'],
  );
});

test('a password is never repeated in a message, right or wrong', async () => {
  for (const url of ['mysql://me:hunter2@h', 'redis://me:hunter2@h/ x', 'rediss//me:hunter2@h'])
    for (const { message, remedy } of await problemsOf(`queue: {url: ${JSON.stringify(url)}, cluster: 1}`))
      assert.doesNotMatch(message + remedy, /hunter2/u);
});

test('a file that was named must exist, and the message says which it is', async () => {
  await assert.rejects(
    loadConfig({ file: '/nowhere/at-all.yaml', environment: {} }),
    (error) => error instanceof ConfigError && /nowhere\/at-all\.yaml.*ENOENT/u.test(error.message),
  );
});

async function problemsOf(yaml: string): Promise<readonly ConfigProblem[]> {
  await using directory = await openTemporaryDirectory();
  const file = await directory.write('rootkeeper.yaml', yaml);
  try {
    await loadConfig({ file, environment: {} });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => ({ ...problem, place: problem.place.replace(`${directory.path}/`, '') }));
  }
  return assert.fail('the configuration was accepted');
}
