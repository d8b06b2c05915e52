/**
 * "Does this policy lock everybody out?": what the analyser has to be told. All of it arrives as values.
 */
import type { Service } from '../domain/resource.ts';
import type { Partition } from '../domain/root-task.ts';

/** What is known to exist. It turns `conditional` into `open` (something listed gets in) or into `locked_out`. */
export type Facts = {
  /** `vpce-…`. An empty list says nothing is known, not that there is none. */
  readonly vpcEndpoints: readonly string[];
  /** `vpc-…` */
  readonly vpcs: readonly string[];
  /** Public address ranges, in CIDR notation, that administrators can come from. */
  readonly cidrs: readonly string[];
  /** ARNs of roles and users that exist. */
  readonly principals: readonly string[];
};

export type PolicyQuestion = {
  readonly service: Service;
  /** The account that owns the resource: twelve digits. */
  readonly account: string;
  /** Name or ARN of the bucket or queue. */
  readonly resource: string;
  /** Exactly as it is stored: JSON text. */
  readonly policyText: string;
  /** The resource's Region, when known. */
  readonly region?: string | undefined;
  /** The account's organization, when known: `o-…`. */
  readonly organizationId?: string | undefined;
  /** Default: that of the resource's ARN or Region, else `aws`. A resource's ARN always goes first. */
  readonly partition?: Partition | undefined;
  readonly facts?: Facts | undefined;
  /** The moment for which the question is asked, in milliseconds since 1970. Left out: any moment is possible. */
  readonly now?: number | undefined;
};
