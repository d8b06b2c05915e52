/**
 * The organization around the accounts: its tree, its switches, its service control policies, its pending requests.
 */
import type { PolicyText } from './account.ts';

export type RootFeature = 'RootCredentialsManagement' | 'RootSessions';

type OrganizationalUnit = {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly parentId: string;
};

type ServiceControlPolicy = { readonly id: string; readonly name: string; readonly text: PolicyText };

export type CreateAccountRequest = {
  readonly id: string;
  readonly accountName: string;
  readonly requestedAt: number;
  state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  accountId?: string;
  completedAt?: number;
  failureReason?: string;
};

export type Handshake = {
  readonly id: string;
  readonly arn: string;
  /** The invited account's id; an invitation by e-mail gets the id that will join. */
  readonly accountId: string;
  readonly email: string;
  readonly requestedAt: number;
  state: 'OPEN' | 'ACCEPTED' | 'CANCELED' | 'DECLINED';
};

export type Organization = {
  readonly id: string;
  readonly arn: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly features: Set<RootFeature>;
  /** Service principals with trusted access, with the time it was enabled. */
  readonly trustedAccess: Map<string, number>;
  /** Delegated administrators: service principal to the ids of the accounts registered for it. */
  readonly delegatedAdministrators: Map<string, Set<string>>;
  readonly organizationalUnits: Map<string, OrganizationalUnit>;
  /** Attached policies: account, OU or root id to what is attached there. An account is bound by its whole path. */
  readonly serviceControlPolicies: Map<string, ServiceControlPolicy[]>;
  readonly createAccountRequests: Map<string, CreateAccountRequest>;
  readonly handshakes: Map<string, Handshake>;
};
