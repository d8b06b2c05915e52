/**
 * Settings that are each fine and together impossible. A table: which key is wrong, when, and what to do.
 */
import type { Config } from './schema.ts';
import type { ListenAddress } from './values.ts';

export type Combination = {
  /** The key that is pointed at. */
  readonly key: string;
  readonly impossible: (config: Config) => boolean;
  readonly message: string;
  readonly remedy: string;
};

export const combinations: readonly Combination[] = [
  {
    key: 'api.listen',
    impossible: ({ api }) => !isLoopback(api.listen) && !hasAuthentication(api.auth),
    message: 'is reachable from other machines, and nobody would have to authenticate',
    remedy:
      'listen on `127.0.0.1`, or configure `api.auth`; for metrics and health alone use `api.metricsListen`, which needs none',
  },
  {
    key: 'api.metricsListen',
    impossible: ({ api }) => api.metricsListen !== null && sameAddress(api.metricsListen, api.listen),
    message: 'is the same address as `api.listen`',
    remedy: 'choose another port, or leave it out: `api.listen` serves metrics and health too',
  },
  {
    key: 'ledger.bucket',
    impossible: ({ ledger }) => ledger.kind === 's3' && ledger.bucket === null,
    message: 'is missing, and `ledger.kind` is `s3`',
    remedy: 'name the bucket, or set `ledger.kind` to `filesystem`',
  },
  {
    key: 'ledger.path',
    impossible: ({ ledger }) => ledger.kind === 's3' && ledger.path !== null,
    message: 'is a directory, but `ledger.kind` is `s3`',
    remedy: 'use `ledger.prefix` for a place in the bucket',
  },
  ...(['bucket', 'prefix', 'kmsKeyId'] as const).map((name) => ({
    key: `ledger.${name}`,
    impossible: ({ ledger }: Config) => ledger.kind === 'filesystem' && ledger[name] !== null,
    message: 'is for an S3 ledger, but `ledger.kind` is `filesystem`',
    remedy: 'set `ledger.kind` to `s3`, or remove it',
  })),
  {
    key: 'queue.cluster',
    impossible: ({ queue }) => queue.cluster && !/^rediss?:/u.test(queue.url),
    message: 'is true, but `queue.url` is not a Redis',
    remedy: 'set `queue.url` to the `redis://` or `rediss://` URL of one node of the cluster, or remove it',
  },
  {
    key: 'queue.prefix',
    impossible: ({ queue }) => queue.cluster && !/\{[^{}]+\}/u.test(queue.prefix),
    message: 'has no `{…}` in it, so a Redis Cluster would spread the keys of one job over its nodes',
    remedy: 'put braces around a part of it, such as `{rootkeeper}`',
  },
  {
    key: 'organization.region',
    impossible: ({ organization: { region, partition } }) => partition !== partitionOf(region),
    message: 'is not in the partition `organization.partition`',
    remedy: 'set `organization.partition` to the partition of the Region, or choose another Region',
  },
  ...(['lockedOut', 'conditional'] as const).map((name) => ({
    key: `lockouts.${name}`,
    impossible: ({ lockouts }: Config) =>
      lockouts[name].slice(0, -1).includes('notify') || new Set(lockouts[name]).size < lockouts[name].length,
    message: 'has a strategy that would never be tried: it is listed twice, or comes after `notify`',
    remedy: 'list each strategy once, and `notify` last if at all',
  })),
];

export const isLoopback = ({ host }: ListenAddress): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host);

const hasAuthentication = (auth: Config['api']['auth']): boolean =>
  auth.tokens.length > 0 || auth.oidc !== null || auth.hmac.length > 0;

/** Port 0 is a new port every time. */
const sameAddress = (a: ListenAddress, b: ListenAddress): boolean =>
  a.host === b.host && a.port === b.port && a.port !== 0;

function partitionOf(region: string): Config['organization']['partition'] {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
