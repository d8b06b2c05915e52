/**
 * EventBridge rules of the simulated organization: which CloudTrail events reach which queues.
 */
/** Where events are put: an account has one bus `default` in each Region, and such as it made. */
export type EventBus = { readonly accountId: string; readonly region: string; readonly name: string };

export type EventTarget = { readonly id: string; readonly arn: string };

export type EventRule = {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly busName: string;
  state: string;
  /** The event pattern's JSON text; null: matches nothing. */
  pattern: string | null;
  description: string | null;
  readonly targets: Map<string, EventTarget>;
};
