/**
 * Requests that ordinary principals of an account can make: users, role sessions and federated users, over the
 * internet, through a VPC endpoint, through a service. Drawn by a seed, near to what the policy asks about.
 * Never: a request that nobody could make, or a verdict "locked out" would be refuted by what does not exist.
 */
import type { PolicyQuestion } from '../../src/policy/question.ts';
import { type AccountRequest, type Context, partitionOf, principalOf } from './account-request.ts';
import { exampleOf, type Hints, hintsOf } from './policy-hints.ts';
import { type Kind, kindOf, possibleValues, regionOf } from './possible-values.ts';
import { createRandom, type Random } from './random.ts';

export function sampleRequests(question: PolicyQuestion, seed: number, count: number): readonly AccountRequest[] {
  const draw: Draw = { question, hints: hintsOf(question.policyText), random: createRandom(seed) };
  return Array.from({ length: count }, () => sampleRequest(draw));
}

type Draw = { readonly question: PolicyQuestion; readonly hints: Hints; readonly random: Random };

function sampleRequest(draw: Draw): AccountRequest {
  const arn = sampleArn(draw);
  const kind = kindOf(arn) ?? 'role';
  const moment = sampleMoment(draw);
  const context: Context = {
    ...identityKeys(draw, kind, arn),
    ...organizationKeys(draw),
    ...sessionKeys(draw, kind, moment),
    ...pathKeys(draw),
    ...otherKeys(draw, kind),
    'aws:CurrentTime': isoSeconds(moment),
    'aws:EpochTime': String(Math.floor(moment / 1000)),
  };
  return { principal: principalOf(arn, context), context };
}

/** Something that the policy asks for, where a request can have it; else what is usual. */
function value({ question, hints, random }: Draw, key: string, usual: () => string): string {
  const possible = possibleValues(key, question);
  const asked = hints.get(key.toLowerCase()) ?? [];
  if (possible === null || asked.length === 0 || random.chance(0.25)) return usual();
  const example = exampleOf(random.pick(asked), random, question.account);
  return possible(example, question) ? example : usual();
}

function sometimes(draw: Draw, key: string, usual: () => string): Context {
  return draw.random.chance(0.5) ? { [key]: value(draw, key, usual) } : {};
}

function sampleArn(draw: Draw): string {
  const { account } = draw.question;
  const { random, hints } = draw;
  const name = (): string => {
    const named = hints.get('aws:username') ?? [];
    const example = named.length > 0 ? exampleOf(random.pick(named), random, account) : '';
    return /^[\w+=,.@-]{1,64}$/.test(example) ? example : random.pick(['Admin', 'x9', 'ops-eu']);
  };
  const prefix = random.pick(['iam::A:user/', 'iam::A:role/', 'iam::A:role/team/', 'sts::A:federated-user/']);
  return value(
    draw,
    'aws:PrincipalArn',
    () => `arn:${partitionOf(draw.question)}:${prefix.replace('A', account)}${name()}`,
  );
}

const TYPES = { user: 'User', role: 'AssumedRole', federated: 'FederatedUser' } as const;

function identityKeys(draw: Draw, kind: Kind, arn: string): Context {
  const { account } = draw.question;
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const ownId = {
    user: 'AIDAEXAMPLEOFAUSER123',
    role: 'AROAEXAMPLEOFAROLE123:session',
    federated: `${account}:${name}`,
  }[kind];
  const asked = value(draw, 'aws:userid', () => ownId);
  const isOfKind = asked.startsWith({ user: 'AIDA', role: 'AROA', federated: '-' }[kind]);
  return {
    'aws:PrincipalArn': arn,
    'aws:PrincipalType': TYPES[kind],
    'aws:PrincipalAccount': account,
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': isOfKind ? asked : ownId,
    ...(kind === 'user' ? { 'aws:username': name } : {}),
    ...tagKeys(draw, 'aws:principaltag/'),
  };
}

/** Of all tags that the policy asks about. */
function tagKeys(draw: Draw, family: string): Context {
  const keys = [...draw.hints.keys()].filter((key) => key.startsWith(family));
  return Object.fromEntries(
    keys.flatMap((key) => Object.entries(sometimes(draw, key, () => draw.random.pick(['red', '', 'x'])))),
  );
}

function organizationKeys(draw: Draw): Context {
  const { organizationId } = draw.question;
  const id = organizationId ?? value(draw, 'aws:PrincipalOrgID', () => 'o-exampleorg1');
  // An account of no organization: possible only where nobody says which one it is in.
  if (organizationId === undefined && draw.random.chance(0.2)) return {};
  const path = value(draw, 'aws:PrincipalOrgPaths', () => `${id}/r-ab12/ou-ab12-12345678/`);
  const paths = [path.startsWith(`${id}/`) ? path : `${id}/r-ab12/`];
  return {
    'aws:PrincipalOrgID': id,
    'aws:PrincipalOrgPaths': paths,
    'aws:ResourceOrgID': id,
    'aws:ResourceOrgPaths': paths,
  };
}

function sampleMoment(draw: Draw): number {
  const { now } = draw.question;
  const usual = now ?? Date.parse('2026-06-01T12:00:00Z');
  const asked = Date.parse(value(draw, 'aws:CurrentTime', () => isoSeconds(usual)));
  const epoch = Number(value(draw, 'aws:EpochTime', () => String(asked / 1000))) * 1000;
  const moment = Math.floor((draw.random.chance(0.5) ? asked : epoch) / 1000) * 1000;
  // AWS began in 2006; a policy may well speak of 1970.
  return Math.max(now ?? Date.parse('2006-01-01T00:00:00Z'), moment);
}

const DAY_MS = 86_400_000;

function sessionKeys(draw: Draw, kind: Kind, moment: number): Context {
  const { random } = draw;
  // A user with long-term keys has none of these.
  if (kind === 'user' && random.chance(0.5)) return {};
  const issued = Date.parse(value(draw, 'aws:TokenIssueTime', () => isoSeconds(moment - 60_000)));
  const token = { 'aws:TokenIssueTime': isoSeconds(Math.min(moment, Math.max(issued, moment - DAY_MS))) };
  const mfa = random.pick(kind === 'federated' ? [null, 'false'] : [null, 'false', 'true']);
  if (mfa === null) return token;
  const age = mfa === 'true' ? { 'aws:MultiFactorAuthAge': value(draw, 'aws:MultiFactorAuthAge', () => '600') } : {};
  return { ...token, 'aws:MultiFactorAuthPresent': mfa, ...age };
}

function pathKeys(draw: Draw): Context {
  switch (draw.random.pick(['internet', 'internet', 'endpoint', 'service'] as const)) {
    case 'internet':
      return { 'aws:ViaAWSService': 'false', 'aws:SourceIp': address(draw), ...transportKeys(draw) };
    case 'endpoint':
      return { 'aws:ViaAWSService': 'false', ...endpointKeys(draw), ...transportKeys(draw) };
    case 'service': {
      const services = ['cloudformation.amazonaws.com', value(draw, 'aws:CalledVia', () => 'athena.amazonaws.com')];
      const first = value(draw, 'aws:CalledViaFirst', () => services[0] ?? '');
      const list = draw.random.pick([[first], [first, services[1] ?? '']]);
      return {
        'aws:ViaAWSService': 'true',
        'aws:CalledVia': list,
        'aws:CalledViaFirst': first,
        'aws:CalledViaLast': list.at(-1) ?? first,
        ...(draw.random.chance(0.5) ? { 'aws:SourceIp': address(draw) } : {}),
        'aws:SecureTransport': 'true',
        ...(draw.question.service === 's3' ? { 's3:TlsVersion': '1.3' } : {}),
      };
    }
  }
}

function address(draw: Draw): string {
  const { random, question } = draw;
  const known = question.facts?.cidrs ?? [];
  return value(draw, 'aws:SourceIp', () =>
    known.length > 0
      ? exampleOf(random.pick(known), random, question.account)
      : random.pick(['198.51.100.7', '8.8.4.4', '203.0.113.200', '2600:1f18::1']),
  );
}

/** One of those that are known to exist, or any. */
function oneOf({ random }: Draw, known: readonly string[] | undefined, usual: string): string {
  return known === undefined || known.length === 0 ? usual : random.pick(known);
}

function endpointKeys(draw: Draw): Context {
  const { facts, organizationId = 'o-exampleorg1' } = draw.question;
  return {
    'aws:SourceVpce': value(draw, 'aws:SourceVpce', () => oneOf(draw, facts?.vpcEndpoints, 'vpce-0a1b2c3d')),
    'aws:SourceVpc': value(draw, 'aws:SourceVpc', () => oneOf(draw, facts?.vpcs, 'vpc-0a1b2c3d')),
    'aws:VpcSourceIp': value(draw, 'aws:VpcSourceIp', () => draw.random.pick(['10.1.2.3', '172.20.0.9'])),
    'aws:VpceAccount': value(draw, 'aws:VpceAccount', () => draw.question.account),
    'aws:VpceOrgID': value(draw, 'aws:VpceOrgID', () => organizationId),
  };
}

function transportKeys(draw: Draw): Context {
  if (draw.random.chance(0.1)) return { 'aws:SecureTransport': 'false' };
  const version = draw.question.service === 's3' ? { 's3:TlsVersion': draw.random.pick(['1.2', '1.3']) } : {};
  return { 'aws:SecureTransport': 'true', ...version };
}

function otherKeys(draw: Draw, kind: Kind): Context {
  const { question, random } = draw;
  return {
    'aws:ResourceAccount': question.account,
    'aws:RequestedRegion': regionOf(question) ?? value(draw, 'aws:RequestedRegion', () => 'eu-west-1'),
    ...sometimes(draw, 'aws:UserAgent', () => 'aws-cli/2.31.0'),
    ...sometimes(draw, 'aws:Referer', () => 'https://example.com/'),
    ...tagKeys(draw, 'aws:resourcetag/'),
    ...(kind === 'role' ? roleKeys(draw) : {}),
    ...(question.service === 's3' ? s3Keys(draw, random.chance(0.3)) : {}),
  };
}

function roleKeys(draw: Draw): Context {
  return {
    ...sometimes(draw, 'aws:SourceIdentity', () => 'alice'),
    ...sometimes(draw, 'aws:FederatedProvider', () => 'arn:aws:iam::111122223333:saml-provider/idp'),
  };
}

function s3Keys(draw: Draw, isPresigned: boolean): Context {
  return {
    's3:ResourceAccount': draw.question.account,
    's3:authType': isPresigned ? 'REST-QUERY-STRING' : 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:signatureAge': value(draw, 's3:signatureAge', () => '1500'),
    ...sometimes(draw, 's3:x-amz-content-sha256', () => 'UNSIGNED-PAYLOAD'),
    ...tagKeys(draw, 's3:buckettag/'),
  };
}

function isoSeconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
