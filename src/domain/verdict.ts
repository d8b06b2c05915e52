/**
 * What the analyser says of a resource policy, and what it would take to repair it.
 * Four answers and not two: only a proven lockout is ever acted on, and what is not known is said.
 */
import type { Service } from './resource.ts';

/**
 * - `locked_out`: no principal of the owning account but root gets in, whatever the request.
 * - `conditional`: somebody gets in if a fact outside the policy holds (an endpoint, an address, a live unique id…).
 * - `open`: somebody gets in, and the witness says who and how.
 * - `unknown`: part of the policy is outside the model; never acted on.
 * - `invalid`: not a policy at all.
 */
export type Verdict = 'locked_out' | 'conditional' | 'open' | 'unknown' | 'invalid';

/** Any one of these, reachable by one ordinary principal of the account, lets it repair the policy. */
export const repairActions = {
  s3: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
  sqs: ['sqs:SetQueueAttributes', 'sqs:RemovePermission'],
} as const satisfies Record<Service, readonly string[]>;

/** What a carve-out gives back: the repair actions, and the one that reads the policy. */
export const carvedActions = {
  s3: ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
  sqs: ['sqs:GetQueueAttributes', 'sqs:SetQueueAttributes', 'sqs:RemovePermission'],
} as const satisfies Record<Service, readonly string[]>;

export type ActionReach = 'denied' | 'conditional' | 'reachable';

/** A statement that takes part in the verdict: its place in the policy, counted from 0, and its Sid if it has one. */
export type Cause = { readonly statement: number; readonly sid?: string };

/** One request that gets in. A key that is missing from `context` is absent from the request. */
export type Witness = {
  readonly principal: string;
  readonly action: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
};

/** What must exist or be made for the witness to be real. */
export type Requirement = {
  /** `creatable`: an administrator of the account can make it so. `environmental`: it is so, or it is not. */
  readonly kind: 'creatable' | 'environmental';
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
};

export type Analysis = {
  readonly verdict: Verdict;
  /** For each repair action of the service: can anybody reach it? Empty when the policy is invalid. */
  readonly actions: Readonly<Record<string, ActionReach>>;
  readonly causes: readonly Cause[];
  readonly witness: Witness | null;
  readonly requires: readonly Requirement[];
  /** For a person, in whole sentences. */
  readonly explanation: string;
};

export const strategies = ['carve-out', 'strip', 'restore', 'delete'] as const;
export type Strategy = (typeof strategies)[number];

/** A policy that may be written in place of the one that locks out; `null` means: remove the policy. */
export type Repair = {
  readonly strategy: Strategy;
  /** Exactly the text to write. */
  readonly policyText: string | null;
  /** One sentence a change, in policy order. */
  readonly changes: readonly string[];
};

export type RepairRefusal = {
  readonly strategy: Strategy;
  /** Why this strategy must not, or cannot, be used on this policy. */
  readonly refused: string;
};
