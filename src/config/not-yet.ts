/**
 * Options that this release accepts in shape only. Those that would be dangerous to ignore are refused: a
 * configuration that promises a brake, a record or an alarm must not start without it.
 * Whoever builds the function deletes its line here.
 */
import type { Config } from './schema.ts';

export type NotYet = {
  readonly key: string;
  /** What does not work, for docs and messages. */
  readonly what: string;
  /** Somebody relies on it. */
  readonly wanted: (config: Config) => boolean;
  readonly instead: string;
};

export const notYet: readonly NotYet[] = [
  {
    key: 'mode',
    what: 'approvals, so `approve` could not be answered',
    wanted: ({ mode }) => mode === 'approve',
    instead: 'use `observe` and repair with `rootkeeper unlock`, or use `enforce`',
  },
  {
    key: 'organization.excludeOrganizationalUnits',
    what: 'exemption by organizational unit',
    wanted: ({ organization }) => organization.excludeOrganizationalUnits.length > 0,
    instead: 'list the accounts in `organization.excludeAccounts`',
  },
  {
    key: 'organization.excludeTags',
    what: 'exemption by account tag',
    wanted: ({ organization }) => Object.keys(organization.excludeTags).length > 0,
    instead: 'list the accounts in `organization.excludeAccounts`',
  },
  {
    key: 'ledger.kind',
    what: 'a ledger in S3',
    wanted: ({ ledger }) => ledger.kind === 's3',
    instead: 'use `filesystem`, on a volume that is backed up',
  },
  {
    key: 'lockouts.exemptTag',
    what: 'exemption by a tag on the resource',
    // The default promises nothing to anybody who has not read of it.
    wanted: ({ lockouts }) => lockouts.exemptTag !== null && lockouts.exemptTag !== 'rootkeeper:exempt',
    instead: 'remove it, and list the account in `organization.excludeAccounts` while a resource is closed on purpose',
  },
  {
    key: 'lockouts.confirm.roleName',
    what: 'proof from inside the member account',
    wanted: ({ lockouts }) => lockouts.confirm.roleName !== null,
    instead: 'remove it',
  },
  {
    key: 'api.tls',
    what: 'TLS',
    wanted: ({ api }) => api.tls !== null,
    instead: 'remove it; the API listens on loopback only',
  },
  {
    key: 'api.auth',
    what: 'authentication of API clients',
    wanted: ({ api: { auth } }) => auth.tokens.length > 0 || auth.oidc !== null || auth.hmac.length > 0,
    instead: 'remove it and keep `api.listen` on loopback',
  },
  {
    key: 'notices',
    what: 'notices',
    wanted: ({ notices }) => notices.length > 0,
    instead: 'alert on the metrics and the log until then',
  },
];
