/**
 * Who owns what: account, organization and Region ids, parsed once at the edge and branded so that a plain
 * string can never reach an AWS call.
 * Pure. Never: guesses; what does not parse is an answer, not an exception.
 */

declare const brand: unique symbol;
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Twelve decimal digits, kept as text: ids may start with 0. */
export type AccountId = Branded<string, 'AccountId'>;
/** `o-` and 10 to 32 lower-case letters or digits. */
export type OrganizationId = Branded<string, 'OrganizationId'>;
/** A Region's code, such as `eu-west-1`. Whether it exists or is enabled is for AWS to say. */
export type Region = Branded<string, 'Region'>;

const accountIdPattern = /^\d{12}$/u;
const organizationIdPattern = /^o-[a-z0-9]{10,32}$/u;
const regionPattern = /^[a-z]{2,3}(?:-[a-z]+){1,3}-\d{1,2}$/u;

export function parseAccountId(value: unknown): AccountId | undefined {
  // The pattern is what the brand stands for; a cast is the only way to attach it.
  return typeof value === 'string' && accountIdPattern.test(value) ? (value as AccountId) : undefined;
}

export function parseOrganizationId(value: unknown): OrganizationId | undefined {
  return typeof value === 'string' && organizationIdPattern.test(value) ? (value as OrganizationId) : undefined;
}

export function parseRegion(value: unknown): Region | undefined {
  return typeof value === 'string' && regionPattern.test(value) ? (value as Region) : undefined;
}
