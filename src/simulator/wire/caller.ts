/**
 * Who makes a call, as the access key in its signature says. Built by the kernel, read by every handler.
 * `arn` is what GetCallerIdentity shows; `principalArn` is `aws:PrincipalArn` (the role's ARN for a role session).
 */
import type { PolicyText } from '../world/account.ts';

type Anonymous = { readonly kind: 'anonymous' };

type Identified = {
  readonly accountId: string;
  readonly arn: string;
  readonly principalArn: string;
  readonly userId: string;
  readonly accessKeyId: string;
};

export type UserCaller = Identified & {
  readonly kind: 'user';
  readonly userName: string;
  readonly identityPolicies: readonly PolicyText[];
};

export type RoleSessionCaller = Identified & {
  readonly kind: 'role-session';
  readonly roleName: string;
  readonly roleId: string;
  readonly sessionName: string;
  readonly sourceIdentity?: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly identityPolicies: readonly PolicyText[];
  readonly sessionPolicies: readonly PolicyText[];
};

/** A session made by AssumeRoot. `taskPolicy` only subtracts (all statements are Deny): a root principal has everything. */
export type RootSessionCaller = Identified & {
  readonly kind: 'root-session';
  readonly taskPolicyArn: string;
  readonly taskPolicy: PolicyText;
  readonly sourceIdentity?: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

/** The root user itself, with a long-term access key. */
export type RootUserCaller = Identified & { readonly kind: 'root-user' };

export type IdentifiedCaller = UserCaller | RoleSessionCaller | RootSessionCaller | RootUserCaller;

export type Caller = Anonymous | IdentifiedCaller;
