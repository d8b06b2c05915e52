/**
 * A policy as AWS reads it: every element present, single values made lists, and still tied to its text.
 * Repairs edit the text by `source`; the analyser looks at the rest.
 */
import type { JsonObject } from './json/json-node.ts';

export type Policy = {
  /** Left out in the text: 2008-10-17, in which `${…}` is plain text. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
  readonly source: JsonObject;
};

export type Statement = {
  /** Its place in the policy, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PrincipalElement;
  readonly action: PatternElement;
  readonly resource: PatternElement;
  readonly conditions: readonly Condition[];
  /** The whole statement in the text; `memberOf(source, 'Action')` finds one element. */
  readonly source: JsonObject;
};

/** `Action`/`NotAction`, `Resource`/`NotResource`: `negated` is the Not form. */
export type PatternElement = { readonly negated: boolean; readonly patterns: readonly string[] };

/** `"*"` and `{"AWS": "*"}` both become `{ kind: 'AWS', value: '*' }`: they mean the same. */
export type PrincipalElement = { readonly negated: boolean; readonly entries: readonly PrincipalEntry[] };
export type PrincipalEntry = { readonly kind: PrincipalKind; readonly value: string };
export const principalKinds = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
type PrincipalKind = (typeof principalKinds)[number];

/** One key under one operator, both as written. Booleans and numbers in the text are kept as their text. */
export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };
