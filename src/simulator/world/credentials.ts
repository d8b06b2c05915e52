/**
 * Every access key that the simulated AWS knows, long-term or of a session, by access key id.
 * The kernel turns one into a `Caller`; nothing else reads secrets.
 */
import type { PolicyText } from './account.ts';

type Secret = { readonly accessKeyId: string; readonly secretAccessKey: string };

type Temporary = Secret & {
  readonly sessionToken: string;
  readonly createdAt: number;
  /** Epoch milliseconds; settable so that a test can end a session early. */
  expiresAt: number;
};

export type UserKey = Secret & { readonly kind: 'user'; readonly accountId: string; readonly userName: string };

type RootUserKey = Secret & { readonly kind: 'root-user'; readonly accountId: string };

export type RoleSession = Temporary & {
  readonly kind: 'role-session';
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
  readonly sourceIdentity?: string;
  readonly sessionPolicies: readonly PolicyText[];
};

export type RootSession = Temporary & {
  readonly kind: 'root-session';
  readonly accountId: string;
  readonly taskPolicyArn: string;
  /** The whole text of the task policy, evaluated for each call. */
  readonly taskPolicy: PolicyText;
  readonly sourceIdentity?: string;
};

export type Credential = UserKey | RootUserKey | RoleSession | RootSession;
