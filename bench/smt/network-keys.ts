/** Where a request comes from: an address or an endpoint, never both. */
import { isInSome, isPublic } from './addresses.ts';
import { freshId, type KeyRow, secure, type Setting, way } from './key.ts';
import {
  all,
  any,
  equal,
  implies,
  matches,
  not,
  oneOf,
  quote,
  sequence,
  some,
  type Term,
  text,
  times,
} from './terms.ts';

export const networkKeys: Readonly<Record<string, KeyRow>> = {
  'aws:sourceip': sourceIp,
  'aws:sourcevpce': (value, _, { facts }) => endpointId(value, 'vpce-', facts?.vpcEndpoints ?? []),
  'aws:sourcevpc': (value, _, { facts }) => endpointId(value, 'vpc-', facts?.vpcs ?? []),
  'aws:vpcsourceip': (value) => ({
    ...{ sort: 'address', carried: way.endpoint, possible: 'true' },
    ordinary: equal(value, ordinaryPrivateAddress),
  }),
  'aws:vpceaccount': (value, _, { account }) => ({
    ...{ sort: 'text', carried: way.endpoint, possible: matches(value, times(12, oneOf('09'))) },
    ordinary: equal(value, quote(account)),
  }),
  'aws:vpceorgid': (value, _, { organizationId }) => ({
    ...{ sort: 'text', carried: way.endpoint, possible: matches(value, anyOrganization) },
    ordinary: equal(value, quote(organizationId ?? freshOrganization)),
  }),
  'aws:securetransport': (value) => exactly(value, yesOrNo(secure)),
  'aws:viaawsservice': (value) => exactly(value, yesOrNo(way.service)),
  'aws:calledvia': calledVia,
};

export const anyOrganization = sequence(text('o-'), some(oneOf('az', '09', '-')));
export const freshOrganization = `o-${freshId.toLowerCase()}`;

export const exactly = (value: Term, term: Term): ReturnType<KeyRow> => ({
  ...{ sort: 'text', carried: 'true', possible: equal(value, term), ordinary: 'true' },
});

const yesOrNo = (term: Term): Term => `(ite ${term} "true" "false")`;

/** Some address, of the sort that a policy does not single out: 93.184.216.34 and 10.77.13.5. */
const ordinaryAddress = `(concat #b1 #x${'0'.repeat(24)}5db8d822)`;
const ordinaryPrivateAddress = `(concat #b1 #x${'0'.repeat(24)}0a4d0d05)`;

/** Services may pass on the caller's address. Known ranges are all there are. */
function sourceIp(value: Term, carried: Term, { facts }: Setting): ReturnType<KeyRow> {
  const known = facts?.cidrs ?? [];
  const presence = all([implies(way.internet, carried), implies(way.endpoint, not(carried))]);
  const isKnown = known.length > 0;
  return {
    sort: 'address',
    carried: undefined,
    possible: all([presence, isPublic(value), ...(isKnown ? [isInSome(value, known)] : [])]),
    ordinary: isKnown ? 'true' : equal(value, ordinaryAddress),
  };
}

function endpointId(value: Term, prefix: string, known: readonly string[]): ReturnType<KeyRow> {
  const id = sequence(text(prefix), some(oneOf('az', '09')));
  const isKnown = known.length > 0;
  return {
    sort: 'text',
    carried: way.endpoint,
    possible: isKnown ? any(known.map((each) => equal(value, quote(each)))) : matches(value, id),
    ordinary: isKnown ? 'true' : equal(value, quote(prefix + freshId.toLowerCase())),
  };
}

function calledVia(value: Term): ReturnType<KeyRow> {
  const service = sequence(some(oneOf('az', '09', '-')), text('.amazonaws.com'));
  return { sort: 'text', carried: way.service, possible: matches(value, service), ordinary: 'true' };
}
