/**
 * Policies as people write them and as nobody would: every operator with every key, but mostly with values of the
 * right kind, so that their conditions are met by some requests and not by others.
 */
import fc from 'fast-check';
import type { PolicyQuestion } from '../../src/policy/question.ts';

const ACCOUNT = '111122223333';
export const OTHER = '444455556666';
const ORGANIZATION = 'o-a1b2c3d4e5';
const iam = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:${name}`;
const session = `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alice`;

/** Beside the values that are listed, others of their kind: names, patterns, ranges, numbers. */
type Family = {
  readonly more?: fc.Arbitrary<string>;
  readonly keys: readonly string[];
  readonly values: readonly string[];
  readonly operators: readonly string[];
};

const glob = fc.stringMatching(/^[ab*?]{1,5}$/);
const range = fc
  .tuple(fc.constantFrom(0, 16, 64, 128, 192), fc.integer({ min: 22, max: 30 }))
  .map(([last, length]) => `203.0.113.${last}/${length}`);
const smallNumber = fc.integer({ min: 0, max: 6 }).map(String);
const minute = fc
  .integer({ min: -3, max: 3 })
  .map((offset) => isoMinute(Date.parse('2026-06-01T12:00:00Z') + offset * 60_000));

function isoMinute(at: number): string {
  return new Date(at).toISOString().replace('.000', '');
}

const TEXT = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
];
const ARN = ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'];
const ADDRESS = ['IpAddress', 'NotIpAddress'];
const DATE = [
  'DateEquals',
  'DateNotEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
];
const NUMBER = DATE.map((name) => name.replace('Date', 'Numeric'));
const MOMENTS = ['2020-01-01T00:00:00Z', '2026-06-01T12:00:00Z', '2026-06-02', '2030-01-01T00:00:00Z'];

const FAMILIES: readonly Family[] = [
  {
    keys: ['aws:PrincipalArn'],
    more: fc.tuple(fc.constantFrom('role/', 'user/', 'role/team/'), glob).map(([kind, name]) => iam(`${kind}${name}`)),
    operators: [...TEXT, ...ARN, ...ARN],
    values: [
      iam('role/Admin'),
      iam('role/*'),
      iam('role/Ad*n'),
      iam('role/team/*'),
      iam('user/*'),
      iam('user/alice'),
      iam('root'),
      iam('*'),
      iam('role/Admin', '*'),
      iam('role/Admin', OTHER),
      iam('role/?????', '${aws:PrincipalAccount}'),
      session,
      `arn:aws:sts::${ACCOUNT}:federated-user/*`,
      `arn:aws:iam:${ACCOUNT}:role/Admin`,
      '*',
    ],
  },
  {
    keys: ['aws:PrincipalType'],
    operators: TEXT,
    values: ['User', 'AssumedRole', 'FederatedUser', 'Account', '*User', 'user'],
  },
  {
    keys: ['aws:username'],
    more: glob,
    operators: TEXT,
    values: ['alice', 'a*', '*e', '?????', 'Alice', '${aws:PrincipalTag/owner}', '${*}'],
  },
  {
    keys: ['aws:userid', 'aws:userId'],
    operators: TEXT,
    values: ['AROADEADDEADDEADDEAD1:*', 'AIDADEADDEADDEADDEAD1', '*:alice', ACCOUNT, `${ACCOUNT}:*`, 'A*', 'AIDA*'],
  },
  {
    keys: ['aws:PrincipalAccount', 'aws:ResourceAccount', 's3:ResourceAccount'],
    operators: TEXT,
    values: [
      ACCOUNT,
      OTHER,
      '1111*',
      '${aws:ResourceAccount}',
      "${aws:SourceAccount, '111122223333'}",
      '${aws:SourceAccount}',
    ],
  },
  {
    keys: ['aws:PrincipalOrgID', 'aws:ResourceOrgID'],
    operators: TEXT,
    values: [ORGANIZATION, 'o-zzzzzzzzzz', 'o-*', '${aws:ResourceOrgID}'],
  },
  {
    keys: ['aws:PrincipalOrgPaths'],
    operators: TEXT,
    values: [`${ORGANIZATION}/*`, 'o-zzzzzzzzzz/*', `${ORGANIZATION}/r-ab12/*`],
  },
  {
    keys: ['aws:PrincipalTag/team', 'aws:PrincipalTag/Team', 'aws:PrincipalTag/owner'],
    more: glob,
    operators: TEXT,
    values: ['red', 'RED', 'r*', '*', '??'],
  },
  { keys: ['aws:ResourceTag/team', 's3:BucketTag/team'], operators: TEXT, values: ['red', 'r*'] },
  {
    keys: ['aws:SourceIp'],
    more: range,
    operators: [...ADDRESS, ...ADDRESS, 'StringEquals', 'StringNotLike'],
    values: [
      '203.0.113.0/24',
      '203.0.113.128/25',
      '203.0.113.7',
      '198.51.100.0/24',
      '10.0.0.0/8',
      '0.0.0.0/0',
      '0.0.0.0/1',
      '128.0.0.0/1',
      '::/0',
      '2001:db8::/32',
    ],
  },
  {
    keys: ['aws:VpcSourceIp'],
    operators: ADDRESS,
    values: ['10.0.0.0/8', '10.1.0.0/16', '172.16.0.0/12', '0.0.0.0/0'],
  },
  { keys: ['aws:SourceVpce', 'aws:sourceVpce'], operators: TEXT, values: ['vpce-1a2b3c4d', 'vpce-5e6f7a8b', 'vpce-*'] },
  { keys: ['aws:SourceVpc'], operators: TEXT, values: ['vpc-1a2b3c4d', 'vpc-*'] },
  { keys: ['aws:VpceAccount'], operators: TEXT, values: [ACCOUNT, OTHER] },
  { keys: ['aws:VpceOrgID'], operators: TEXT, values: [ORGANIZATION, 'o-zzzzzzzzzz'] },
  {
    keys: ['aws:SecureTransport', 'aws:ViaAWSService', 'aws:PrincipalIsAWSService', 'aws:MultiFactorAuthPresent'],
    operators: ['Bool', 'Bool', 'StringEquals', 'StringNotEquals'],
    values: ['true', 'false'],
  },
  { keys: ['aws:MultiFactorAuthAge'], more: smallNumber, operators: NUMBER, values: ['0', '3600', '7200', '600'] },
  { keys: ['s3:signatureAge'], more: smallNumber, operators: NUMBER, values: ['600000', '0', '1500'] },
  { keys: ['s3:TlsVersion'], operators: NUMBER, values: ['1.2', '1.3', '1.1'] },
  { keys: ['aws:CurrentTime'], more: minute, operators: DATE, values: MOMENTS },
  { keys: ['aws:EpochTime'], operators: [...NUMBER, ...DATE], values: ['1577836800', '1780315200', '1893456000'] },
  { keys: ['aws:TokenIssueTime'], more: minute, operators: DATE, values: MOMENTS },
  { keys: ['aws:CalledVia'], operators: TEXT, values: ['cloudformation.amazonaws.com', 'athena.amazonaws.com', '*'] },
  {
    keys: ['aws:CalledViaFirst', 'aws:CalledViaLast'],
    operators: TEXT,
    values: ['cloudformation.amazonaws.com', 'athena.amazonaws.com'],
  },
  {
    keys: ['aws:UserAgent', 'aws:Referer', 'aws:SourceIdentity'],
    operators: TEXT,
    values: ['aws-cli/*', 'alice', 'https://example.com/*'],
  },
  { keys: ['aws:RequestedRegion'], operators: TEXT, values: ['eu-west-1', 'us-*'] },
  { keys: ['s3:authType'], operators: TEXT, values: ['REST-HEADER', 'REST-QUERY-STRING'] },
  { keys: ['s3:signatureversion'], operators: TEXT, values: ['AWS4-HMAC-SHA256', 'AWS'] },
  // What no ordinary principal's call about a policy carries.
  {
    keys: [
      'aws:SourceArn',
      'aws:SourceAccount',
      'aws:SourceOrgID',
      'aws:PrincipalServiceName',
      'aws:PrincipalServiceNamesList',
      's3:x-amz-acl',
      's3:prefix',
      'aws:TagKeys',
      'aws:RequestTag/x',
      'aws:AssumedRoot',
    ],
    operators: [...TEXT, ...ARN],
    values: [ACCOUNT, 'arn:aws:sns:*:*:*', '*', 'x'],
  },
];

const one = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** A list, or its only value without one. */
function few(values: readonly string[], more?: fc.Arbitrary<string>): fc.Arbitrary<string | readonly string[]> {
  const value =
    more === undefined ? one(values) : fc.oneof({ weight: 2, arbitrary: one(values) }, { weight: 1, arbitrary: more });
  return fc.oneof(value, fc.uniqueArray(value, { minLength: 1, maxLength: 3 }));
}

const dressed = (operator: string): fc.Arbitrary<string> =>
  fc
    .tuple(one(['', '', '', 'ForAllValues:', 'ForAnyValue:']), one(['', '', '', 'IfExists']))
    .map(([prefix, suffix]) => `${prefix}${operator}${suffix}`);

type Clause = { readonly operator: string; readonly key: string; readonly values: string | readonly string[] };

const ordinary: fc.Arbitrary<Clause> = one(FAMILIES).chain(({ keys, operators, values, more }) =>
  fc.record({ operator: one(operators).chain(dressed), key: one(keys), values: few(values, more) }),
);
const presence: fc.Arbitrary<Clause> = one(FAMILIES.flatMap(({ keys }) => keys)).chain((key) =>
  fc.record({ operator: fc.constant('Null'), key: fc.constant(key), values: one(['true', 'false']) }),
);
const odd: fc.Arbitrary<Clause> = fc.record({
  // Whether an age or a version is a date is nothing that AWS says.
  operator: one([...TEXT, ...ARN, ...ADDRESS, ...NUMBER, 'Bool', 'BinaryEquals']).chain(dressed),
  key: one(FAMILIES.flatMap(({ keys }) => keys)),
  values: few(FAMILIES.flatMap(({ values }) => values)),
});
const clause = fc.oneof(
  { weight: 12, arbitrary: ordinary },
  { weight: 2, arbitrary: presence },
  { weight: 1, arbitrary: odd },
);

const conditions = (sizes: { readonly minLength: number; readonly maxLength: number }) =>
  fc.array(clause, sizes).map((clauses) => {
    const block: Record<string, Record<string, unknown>> = {};
    for (const { operator, key, values } of clauses) block[operator] = { ...block[operator], [key]: values };
    return clauses.length === 0 ? {} : { Condition: block };
  });

const PRINCIPALS: readonly unknown[] = [
  '*',
  '*',
  '*',
  { AWS: '*' },
  { AWS: ACCOUNT },
  { AWS: iam('root') },
  { AWS: iam('root', OTHER) },
  { AWS: [iam('role/Admin'), iam('user/alice')] },
  { AWS: [session, iam('role/Admin')] },
  { AWS: [iam('user/alice'), iam('root')] },
  { AWS: 'AROADEADDEADDEADDEAD1' },
  { Service: 's3.amazonaws.com' },
  { Service: 's3.amazonaws.com', AWS: [OTHER, ACCOUNT] },
];
const principal = fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: fc.constant('Principal') }, { weight: 1, arbitrary: fc.constant('NotPrincipal') }),
    one(PRINCIPALS),
  )
  .map(([name, value]) => ({ [name]: value }));

type Scope = { readonly actions: readonly string[]; readonly resources: readonly string[] };
const SCOPES: Readonly<Record<PolicyQuestion['service'], Scope>> = {
  s3: {
    actions: [
      's3:*',
      's3:*',
      '*',
      's3:Put*',
      's3:*BucketPolicy',
      's3:PutBucketPolicy',
      'S3:deletebucketpolicy',
      's3:GetObject',
      's3:Delete*',
      's3:Get*',
      's3:???BucketPolicy',
      'sqs:*',
    ],
    resources: [
      'arn:aws:s3:::b',
      'arn:aws:s3:::b',
      '*',
      'arn:aws:s3:::b*',
      'arn:aws:s3:::b/*',
      'arn:aws:s3:::other',
      'arn:aws:s3:::${aws:PrincipalTag/team}',
      'arn:aws:s3:::?',
    ],
  },
  sqs: {
    actions: [
      'sqs:*',
      'SQS:*',
      '*',
      'sqs:Set*',
      'sqs:SetQueueAttributes',
      'sqs:RemovePermission',
      'sqs:*Permission',
      'sqs:SendMessage',
      'sqs:GetQueueAttributes',
    ],
    resources: [
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`,
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`,
      '*',
      `arn:aws:sqs:*:${ACCOUNT}:*`,
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:r`,
    ],
  },
};

const element = (name: string, values: readonly string[]): fc.Arbitrary<object> =>
  fc
    .tuple(
      fc.oneof({ weight: 6, arbitrary: fc.constant(name) }, { weight: 1, arbitrary: fc.constant(`Not${name}`) }),
      few(values),
    )
    .map(([written, list]) => ({ [written]: list }));

function statement({ actions, resources }: Scope): fc.Arbitrary<object> {
  const effect = fc.oneof(
    { weight: 6, arbitrary: fc.constant('Deny') },
    { weight: 1, arbitrary: fc.constant('Allow') },
  );
  return fc
    .tuple(
      effect,
      principal,
      element('Action', actions),
      element('Resource', resources),
      conditions({ minLength: 0, maxLength: 3 }),
    )
    .map(([Effect, ...parts]) => Object.assign({ Effect }, ...parts) as object);
}

/** Everything denied to everybody under conditions: what one statement leaves open, another may shut. */
function tightStatement(service: PolicyQuestion['service']): fc.Arbitrary<object> {
  const [action, resource] = service === 's3' ? ['s3:*', 'arn:aws:s3:::b'] : ['sqs:*', '*'];
  return conditions({ minLength: 1, maxLength: 2 }).map((condition) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: resource,
    ...condition,
  }));
}

export type Generated = { readonly version: string | null; readonly statements: readonly object[] };

export function textOf({ version, statements }: Generated): string {
  return JSON.stringify({ ...(version === null ? {} : { Version: version }), Statement: statements });
}

export type GeneratedQuestion = { readonly policy: Generated; readonly question: PolicyQuestion };

/** What may be known to exist; mostly nothing is. */
const FACTS: readonly PolicyQuestion['facts'][] = [
  undefined,
  undefined,
  undefined,
  { vpcEndpoints: ['vpce-1a2b3c4d'], vpcs: [], cidrs: [], principals: [] },
  { vpcEndpoints: [], vpcs: ['vpc-5e6f7a8b'], cidrs: ['203.0.113.0/25'], principals: [] },
  { vpcEndpoints: [], vpcs: [], cidrs: [], principals: [iam('role/Admin'), iam('user/alice')] },
];

export const generatedQuestion: fc.Arbitrary<GeneratedQuestion> = one(['s3', 's3', 'sqs'] as const).chain((service) =>
  fc
    .record({
      version: one(['2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', null]),
      statements: fc.oneof(
        fc.array(statement(SCOPES[service]), { minLength: 1, maxLength: 4 }),
        fc.array(tightStatement(service), { minLength: 2, maxLength: 5 }),
      ),
      organizationId: one([ORGANIZATION, undefined]),
      now: one([Date.parse('2026-06-01T12:00:00Z'), undefined]),
      facts: one(FACTS),
    })
    .map(({ version, statements, ...known }) => {
      const policy = { version, statements };
      const resource = service === 's3' ? 'b' : `arn:aws:sqs:eu-west-1:${ACCOUNT}:q`;
      return { policy, question: { service, account: ACCOUNT, resource, ...known, policyText: textOf(policy) } };
    }),
);
