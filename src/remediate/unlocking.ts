/** What the steps of `unlock.ts` hand to each other: the attempt, and how to ask about and change this one policy. */
import type { PolicyOnResource, PolicyWrite } from '../aws/policy-on-resource.ts';
import type { Resource } from '../domain/resource.ts';
import type { Attempt } from './attempt.ts';
import type { Judge } from './judge.ts';

export type Unlocking = {
  readonly attempt: Attempt;
  readonly resource: Resource;
  readonly policy: OpenPolicy;
  readonly judge: Judge;
};

/** The policy of one resource, through one root session. Throws `AwsRefusal`. */
export type OpenPolicy = {
  readonly read: () => Promise<PolicyOnResource>;
  /** `null` removes it. */
  readonly replace: (text: string | null) => Promise<PolicyWrite>;
};
