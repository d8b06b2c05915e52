/**
 * Every option there is: a table, in the order in which people should read it.
 * Flow: file and environment → [schema] → `Config`, which `daemon.ts` and the CLI hand to the rooms in parts.
 * Never: checks how options go together (that is `combinations.ts`) or what is built so far (`not-yet.ts`).
 */
import { z } from 'zod';
import * as aws from './aws-values.ts';
import { authentication, notice, tls } from './list-values.ts';
import { group, option } from './option.ts';
import { choice, count, cron, duration, flag, list, listenAddress, rate, text, url } from './values.ts';

const repairOrNotify = choice(['carve-out', 'strip', 'restore', 'delete', 'notify']);
const credentialsRule = choice(['delete', 'approve', 'notify']);

/** One strategy, or several in order of preference; always a list afterwards. */
const reaction = z
  .union([repairOrNotify, z.array(repairOrNotify).min(1)], {
    error: 'one of `carve-out`, `strip`, `restore`, `delete`, `notify`, or a list of them',
  })
  .transform((value) => (typeof value === 'string' ? [value] : value));

const storeUrl = '`embedded`, or a URL: `redis://…`, `rediss://…` or `postgres://…`';

const tagPairs = z.record(z.string(), z.string({ error: "a tag's value in quotes" }), {
  error: 'tags with their values, such as `{ environment: sandbox }`',
});

export const configSchema = z
  .strictObject(
    {
      mode: option(choice(['observe', 'approve', 'enforce']), {
        default: 'observe',
        description:
          '`observe`: report only, change nothing in AWS. `approve`: queue repairs and wait for a human. `enforce`: repair.',
      }),
      logLevel: option(choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']), {
        default: 'info',
        description: 'How much is logged. `--log-level` overrides it.',
      }),
      organization: group('The organization that is looked after.', {
        region: option(aws.region(), {
          default: 'us-east-1',
          description: 'Home Region: where root sessions are opened and Organizations is asked. Never `aws-global`.',
        }),
        partition: option(choice(['aws', 'aws-cn', 'aws-us-gov']), { default: 'aws', description: 'AWS partition.' }),
        managementAccountId: option(aws.accountId().nullable(), {
          default: null,
          description: 'The management account, never touched. `null`: ask Organizations.',
        }),
        excludeAccounts: option(list(aws.accountId(), 'account ids'), {
          default: [],
          description: 'Accounts in which nothing is ever changed.',
        }),
        excludeOrganizationalUnits: option(list(aws.organizationalUnitId(), 'organizational unit ids'), {
          default: [],
          description: 'Organizational units (with all below them) in which nothing is ever changed.',
        }),
        excludeTags: option(tagPairs, {
          default: {},
          description: 'Accounts with one of these tags are never changed.',
        }),
        refresh: option(duration({ min: '1m', max: '24h' }), {
          default: '15m',
          description: 'How long the list of accounts is trusted before Organizations is asked again.',
        }),
      }),
      ingest: group('The SQS queue that events arrive in.', {
        queueUrl: option(aws.sqsQueueUrl().nullable(), {
          default: null,
          description: 'URL of the ingest queue. `null`: no events are read; hooks, sweeps and audits still work.',
        }),
        concurrency: option(count({ min: 1, max: 64 }), {
          default: 4,
          description: 'How many receive loops run side by side.',
          unit: 'loops',
        }),
        visibilityTimeout: option(duration({ min: '10s', max: '12h' }), {
          default: '60s',
          description:
            'How long a received message stays hidden from others. It is extended while the message is worked on.',
        }),
      }),
      queue: group('Where jobs, and what replicas share, are stored.', {
        url: option(
          z.union([z.literal('embedded'), url(['redis:', 'rediss:', 'postgres:', 'postgresql:'], storeUrl)], {
            error: storeUrl,
          }),
          {
            default: 'embedded',
            description:
              '`embedded`: PostgreSQL in this process, below `dataDir`; one replica. `redis://`, `rediss://` (TLS): recommended for production. `postgres://`: a PostgreSQL server.',
          },
        ),
        cluster: option(flag(), { default: false, description: 'The Redis at `queue.url` is a Redis Cluster.' }),
        prefix: option(text('up to 64 letters, digits or `{}_.:-`', /^[\w{}.:-]{1,64}$/u), {
          default: '{rootkeeper}',
          description: 'Begins every key in the store. The braces keep all keys in one slot of a Redis Cluster.',
        }),
      }),
      dataDir: option(text('a path'), {
        default: './data',
        description: 'Directory for the embedded store and the filesystem ledger; relative to the working directory.',
      }),
      ledger: group('Where replaced policies and the records of remediations are kept.', {
        kind: option(choice(['filesystem', 's3']), { default: 'filesystem', description: 'A directory or a bucket.' }),
        path: option(text('a path').nullable(), {
          default: null,
          description: 'Directory of a filesystem ledger. `null`: `ledger` below `dataDir`.',
        }),
        bucket: option(aws.bucketName().nullable(), { default: null, description: 'Bucket of an S3 ledger.' }),
        prefix: option(text('a key prefix').nullable(), {
          default: null,
          description: 'Begins every key of an S3 ledger.',
        }),
        kmsKeyId: option(text('a KMS key id, ARN or alias').nullable(), {
          default: null,
          description: "KMS key for an S3 ledger. `null`: the bucket's own encryption.",
        }),
      }),
      lockouts: group('What is done about bucket and queue policies that shut everybody out.', {
        lockedOut: option(reaction, {
          default: 'carve-out',
          description:
            'When nobody can get in: the repair strategy, or a list to try in order. `notify`: tell a human, change nothing.',
        }),
        conditional: option(reaction, {
          default: 'notify',
          description: 'When only a special context gets in (an endpoint, an address): the same choices.',
        }),
        facts: group('What is known to exist. It turns `conditional` into `open` or `locked_out`.', {
          vpcEndpoints: option(list(aws.vpcEndpointId(), 'VPC endpoint ids'), {
            default: [],
            description: 'VPC endpoints.',
          }),
          vpcs: option(list(aws.vpcId(), 'VPC ids'), { default: [], description: 'VPCs.' }),
          cidrs: option(list(aws.cidr(), 'address ranges'), {
            default: [],
            description: 'Public address ranges that people can come from.',
          }),
          principals: option(list(aws.principalArn(), 'ARNs'), { default: [], description: 'Roles and users.' }),
        }),
        confirm: group('Optional proof from inside the member account.', {
          roleName: option(aws.roleName().nullable(), {
            default: null,
            description: 'Role that is assumed in the member account to confirm a lockout. `null`: do not.',
          }),
        }),
        breakGlassPrincipals: option(list(aws.principalArn(), 'ARNs'), {
          default: [],
          description: "Principals that a carve-out lets back in. Empty: all of the owning account's own principals.",
        }),
        exemptTag: option(text('the key of a tag').nullable(), {
          default: 'rootkeeper:exempt',
          description:
            'Resources with this tag are deliberately closed and left alone. `null`: no such tag. Not in this release: until then exclude the account.',
        }),
      }),
      credentials: group('What is done about root credentials that an audit finds.', {
        newAccounts: option(credentialsRule, {
          default: 'delete',
          description: 'In accounts that were created in the organization.',
        }),
        invitedAccounts: option(credentialsRule, {
          default: 'approve',
          description: 'In accounts that were invited, or joined in an unknown way.',
        }),
        drift: option(credentialsRule, {
          default: 'approve',
          description: 'In accounts that were rootless before.',
        }),
      }),
      guards: group('Brakes. They count for the whole organization, over all replicas.', {
        maxRemediationsPerHour: option(count({ min: 1, max: 100_000 }), {
          default: 20,
          description: 'More than this, and rootkeeper stops and asks a human.',
          unit: 'changes an hour',
        }),
        perAccountPerHour: option(count({ min: 1, max: 100_000 }), {
          default: 5,
          description: 'The same for one account.',
          unit: 'changes an hour',
        }),
        flapping: group('When somebody keeps undoing a repair.', {
          repairs: option(count({ min: 1, max: 100 }), {
            default: 3,
            description: 'So many repairs of one resource `within` the window, and it is left to a human.',
            unit: 'repairs',
          }),
          within: option(duration({ min: '1m', max: '30d' }), { default: '24h', description: 'The window.' }),
        }),
        settle: option(duration({ min: '0s', max: '15m' }), {
          default: '5s',
          description: 'How long a policy must have been left alone before it is repaired.',
        }),
      }),
      rateLimits: group('How fast AWS is asked, over all replicas.', {
        sts: option(rate(), { default: '20/s', description: 'STS: root sessions.', unit: 'requests' }),
        iam: option(rate(), { default: '10/s', description: 'IAM.', unit: 'requests' }),
        s3: option(rate(), { default: '50/s', description: 'S3.', unit: 'requests' }),
        sqs: option(rate(), { default: '50/s', description: 'SQS, but for the ingest queue.', unit: 'requests' }),
        organizations: option(rate(), { default: '5/s', description: 'Organizations.', unit: 'requests' }),
        perAccountConcurrency: option(count({ min: 1, max: 100 }), {
          default: 2,
          description: 'Remediations in one account at the same time.',
          unit: 'remediations',
        }),
        adaptive: option(flag(), {
          default: true,
          description: 'Slow down when AWS throttles, and speed up again afterwards.',
        }),
      }),
      schedules: group('Work that no event announces. In UTC.', {
        audit: option(cron().nullable(), {
          default: '0 3 * * *',
          description: 'Audit of root credentials in all accounts. `null`: never.',
        }),
        sweep: option(cron().nullable(), {
          default: '0 */6 * * *',
          description: 'Sweep for lockouts in all accounts. `null`: never.',
        }),
      }),
      api: group('The HTTP side.', {
        listen: option(listenAddress(), {
          default: '127.0.0.1:8080',
          description: 'Where the API listens. Beyond loopback only with `api.auth`.',
        }),
        metricsListen: option(listenAddress().nullable(), {
          default: null,
          description:
            'A listener of its own for `/metrics`, `/healthz` and `/readyz`, without authentication. `null`: they are on `api.listen` only.',
        }),
        tls: option(tls.nullable(), {
          default: null,
          description: 'Certificate and key in files. `null`: plain HTTP.',
        }),
        auth: authentication,
      }),
      notices: option(list(notice, 'notices'), {
        default: [],
        description: 'Who is told: `eventbridge`, `sns` or `webhook` (signed; Slack-formatted when asked).',
      }),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'settings, each as `key: value`' : undefined) },
  )
  .prefault({});

/** Durations are milliseconds, rates are requests a second, addresses have a host and a port. */
export type Config = DeepReadonly<z.output<typeof configSchema>>;

/** Branded strings are objects to a mapped type, so whatever is also a plain value is left as it is. */
type DeepReadonly<T> = T extends string | number | boolean | null ? T : { readonly [K in keyof T]: DeepReadonly<T[K]> };
