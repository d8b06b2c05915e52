/** The request and the resource. Any other key of the two services is not carried by calls on policies. */
import { freshId, type KeyRow, never, secure, type Setting } from './key.ts';
import { exactly } from './network-keys.ts';
import { any, equal, matches, not, oneOf, quote, some, type Term, times } from './terms.ts';

export const requestKeys: Readonly<Record<string, KeyRow>> = {
  'aws:currenttime': (value, _, setting) => moment(value, setting),
  'aws:requestedregion': (value, _, { region, resource }) => {
    // A queue's ARN names it, a bucket's does not.
    const known = region ?? /^arn:aws[a-z-]*:sqs:([a-z0-9-]+):/u.exec(resource)?.[1];
    return known !== undefined
      ? exactly(value, quote(known))
      : {
          ...{ sort: 'text', carried: 'true', possible: matches(value, some(oneOf('az', '09', '-'))) },
          ordinary: equal(value, quote(`xx-${freshId.slice(0, 4).toLowerCase()}-1`)),
        };
  },
  'aws:useragent': header,
  'aws:referer': header,
  'aws:resourcetag/': (_, __, setting) => resourceTag(setting),
  's3:buckettag/': (_, __, setting) => resourceTag(setting),
  'aws:requesttag/': never,
  'aws:tagkeys': never,
  'aws:sourcearn': never,
  'aws:sourceaccount': never,
  'aws:sourceorgid': never,
  'aws:sourceorgpaths': never,
  'aws:resourceaccount': (value, _, { account }) => exactly(value, quote(account)),
  's3:resourceaccount': (value, _, { account }) => exactly(value, quote(account)),
  's3:tlsversion': (value) => ({
    ...{ sort: 'number', carried: secure, possible: any([equal(value, '1.2'), equal(value, '1.3')]), ordinary: 'true' },
  }),
  's3:authtype': (value) => ({
    ...{ sort: 'text', carried: 'true', possible: among(value, 'REST-HEADER', 'REST-QUERY-STRING'), ordinary: 'true' },
  }),
  's3:signatureversion': (value) => ({
    ...{ sort: 'text', carried: 'true', possible: among(value, 'AWS4-HMAC-SHA256', 'AWS') },
    ordinary: equal(value, '"AWS4-HMAC-SHA256"'),
  }),
  // Told of presigned requests; whether others carry it is nothing to rely on.
  's3:signatureage': (value, _, { isOrdinary }) => ({
    ...{
      sort: 'number',
      carried: isOrdinary ? 'true' : undefined,
      possible: `(<= 0 ${value} 604800000)`,
      ordinary: 'true',
    },
  }),
  's3:x-amz-content-sha256': (value, carried) => ({
    ...{ sort: 'text', carried: undefined },
    possible: any([among(value, 'UNSIGNED-PAYLOAD'), matches(value, times(64, oneOf('09', 'af')))]),
    ordinary: any([not(carried), among(value, 'UNSIGNED-PAYLOAD', 'a'.repeat(64))]),
  }),
};

const among = (value: Term, ...values: readonly string[]): Term => any(values.map((each) => equal(value, quote(each))));

function header(): ReturnType<KeyRow> {
  return { sort: 'text', carried: undefined, possible: 'true', ordinary: 'true' };
}

/** The tags that the resource has now. */
function resourceTag({ isOrdinary }: Setting): ReturnType<KeyRow> {
  return {
    sort: 'text',
    carried: undefined,
    possible: 'true',
    ordinary: 'true',
    ...(isOrdinary && { unsettled: true }),
  };
}

/** Later moments will come, but have not yet. When now is not told, no moment is more ordinary than another. */
function moment(value: Term, { now, isOrdinary }: Setting): ReturnType<KeyRow> {
  const seconds = now === undefined ? undefined : Math.floor(now / 1000);
  return {
    ...{ sort: 'moment', carried: 'true', possible: `(<= ${seconds ?? 100_000} ${value})` },
    ...(seconds === undefined
      ? { ordinary: 'true', ...(isOrdinary && { unsettled: true }) }
      : { ordinary: equal(value, String(seconds)) }),
  };
}
