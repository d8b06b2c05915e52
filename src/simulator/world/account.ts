/**
 * One AWS account of the simulated organization, with its root user, IAM users and IAM roles.
 * Plain mutable state: the services change it, the control endpoint shows it. Times are epoch milliseconds.
 */
import type { RootCredentials } from './root-credentials.ts';

export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

/** The JSON text of a policy, exactly as it was put; whoever evaluates it parses it. */
export type PolicyText = string;

type IamUser = {
  readonly name: string;
  readonly userId: string;
  readonly arn: string;
  readonly policies: PolicyText[];
};

export type IamRole = {
  readonly name: string;
  readonly roleId: string;
  readonly arn: string;
  /** Account ids and principal ARNs that may assume it; `*` means anybody in the organization. */
  readonly trusts: string[];
  readonly policies: PolicyText[];
};

export type Account = {
  readonly id: string;
  readonly arn: string;
  name: string;
  email: string;
  state: AccountState;
  readonly joinedMethod: 'CREATED' | 'INVITED';
  readonly joinedAt: number;
  /** A root id (`r-…`) or an organizational unit id (`ou-…`). */
  parentId: string;
  readonly tags: Map<string, string>;
  readonly root: RootCredentials;
  readonly users: Map<string, IamUser>;
  readonly roles: Map<string, IamRole>;
};
