/**
 * What one value of a request is compared with one value of a policy, by the comparison's name in lower case. Each is
 * positive: `condition-operator.ts` turns `StringNotLike` into the negation of `StringLike`.
 */
import { sameArn } from './operators/arn.ts';
import { sameBinary } from './operators/binary.ts';
import { dateOf } from './operators/date.ts';
import { isInRange } from './operators/ip-address.ts';
import { numberOf } from './operators/numeric.ts';
import { equalTexts, equalTextsIgnoringCase, likeText } from './operators/string.ts';
import type { Expansion } from './policy-variables.ts';

/** Variables are expanded in string and ARN values only; elsewhere `${…}` is text, and no number, date or address. */
export type Comparison = (requested: string, value: string, expansion: Expansion) => boolean;

export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['stringequals', equalTexts],
  ['stringequalsignorecase', equalTextsIgnoringCase],
  ['stringlike', likeText],
  // "ArnEquals and ArnLike behave identically", says the reference.
  ['arnequals', sameArn],
  ['arnlike', sameArn],
  ['bool', (requested, value) => isBoolean(value) && requested.toLowerCase() === value.toLowerCase()],
  ['binaryequals', sameBinary],
  ['ipaddress', isInRange],
  ['numericequals', ordered(numberOf, (left, right) => left === right)],
  ['numericlessthan', ordered(numberOf, (left, right) => left < right)],
  ['numericlessthanequals', ordered(numberOf, (left, right) => left <= right)],
  ['numericgreaterthan', ordered(numberOf, (left, right) => left > right)],
  ['numericgreaterthanequals', ordered(numberOf, (left, right) => left >= right)],
  ['dateequals', ordered(dateOf, (left, right) => left === right)],
  ['datelessthan', ordered(dateOf, (left, right) => left < right)],
  ['datelessthanequals', ordered(dateOf, (left, right) => left <= right)],
  ['dategreaterthan', ordered(dateOf, (left, right) => left > right)],
  ['dategreaterthanequals', ordered(dateOf, (left, right) => left >= right)],
]);

function ordered(
  read: (text: string) => number | null,
  holds: (requested: number, value: number) => boolean,
): Comparison {
  return (requestedText, valueText) => {
    const [requested, value] = [read(requestedText), read(valueText)];
    return requested !== null && value !== null && holds(requested, value);
  };
}

function isBoolean(value: string): boolean {
  return /^(?:true|false)$/i.test(value);
}
