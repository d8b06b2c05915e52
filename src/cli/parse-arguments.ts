/** Arguments that name something, checked before anything is asked of AWS. */
import { InvalidArgumentError } from 'commander';
import {
  type AccountId,
  type OrganizationId,
  parseAccountId,
  parseOrganizationId,
  parseRegion,
  type Region,
} from '../domain/account.ts';

const parser =
  <Value>(parse: (text: string) => Value | undefined, expected: string) =>
  (text: string): Value => {
    const value = parse(text);
    if (value === undefined) throw new InvalidArgumentError(`Expected ${expected}.`);
    return value;
  };

export const accountArgument: (text: string) => AccountId = parser(parseAccountId, 'an account id of twelve digits');
export const regionArgument: (text: string) => Region = parser(parseRegion, 'a Region, such as eu-west-1');
export const organizationArgument: (text: string) => OrganizationId = parser(
  parseOrganizationId,
  'an organization id, such as o-a1b2c3d4e5',
);

/** Inclusive on both ends. */
export const wholeNumberArgument = (min: number, max: number): ((text: string) => number) =>
  parser(
    (text) => (/^\d+$/u.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined),
    `a whole number from ${min} to ${max}`,
  );
