/**
 * Options that are lists of small records: who may call the API, who is told. Each record says its fields in its
 * description, since a list has no keys of its own to document.
 * Never: holds a secret; secrets are named by file, or kept as hashes.
 */
import { z } from 'zod';
import { topicArn } from './aws-values.ts';
import { group, option } from './option.ts';
import { choice, list, text, url } from './values.ts';

const file = (what: string) => text(`the path of a file with ${what}`);
const name = text('a name of up to 64 letters, digits, `_`, `.` or `-`', /^[\w.-]{1,64}$/u);
const role = choice(['viewer', 'hook', 'operator']);

export const tls = z.strictObject(
  { certFile: file('the certificate chain in PEM'), keyFile: file('the private key in PEM') },
  recordError('`certFile` and `keyFile`'),
);

const token = z.strictObject(
  { name, sha256: text('the SHA-256 of the token, 64 hexadecimal digits', /^[0-9a-f]{64}$/u), role },
  recordError('`name`, `sha256` and `role`'),
);

const oidc = z.strictObject(
  {
    issuer: url(['https:'], 'the `https://` URL of the issuer'),
    audience: text('the audience that tokens must name'),
    roleClaim: text('the claim that holds the role').prefault('role'),
  },
  recordError('`issuer`, `audience` and `roleClaim`'),
);

const hmac = z.strictObject({ name, secretFile: file('the shared secret') }, recordError('`name` and `secretFile`'));

export const authentication = group('Who may call the API. None configured: loopback only.', {
  tokens: option(list(token, 'tokens'), {
    default: [],
    description:
      'Bearer tokens, each with `name`, `sha256` (of the token, in hexadecimal) and `role` (`viewer`, `hook` or `operator`).',
  }),
  oidc: option(oidc.nullable(), {
    default: null,
    description: 'JSON Web Tokens of an OpenID provider: `issuer`, `audience`, `roleClaim`.',
  }),
  hmac: option(list(hmac, 'hooks'), {
    default: [],
    description: 'Signed webhooks, each with `name` and `secretFile`; their role is `hook`.',
  }),
});

export const notice = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('eventbridge'), busName: text('the name or ARN of an event bus') }),
    z.strictObject({ kind: z.literal('sns'), topicArn: topicArn() }),
    z.strictObject({
      kind: z.literal('webhook'),
      url: url(['https:', 'http:'], 'an `https://` URL'),
      format: choice(['json', 'slack']).prefault('json'),
      secretFile: file('the secret that signs').nullable().prefault(null),
    }),
  ],
  { error: 'a notice with `kind`: one of `eventbridge`, `sns`, `webhook`' },
);

function recordError(fields: string) {
  const error = `a record of ${fields}`;
  return { error: (issue: { code?: string }) => (issue.code === 'invalid_type' ? error : undefined) };
}
