/**
 * The policies that are measured: what people really have, the largest that S3 takes, and what somebody would send
 * who wants the analyser to sweat.
 */
import type { PolicyQuestion } from '../src/policy/question.ts';

type Statement = Readonly<Record<string, unknown>>;

const bucket = 'invoices-111122223333';
const arn = `arn:aws:s3:::${bucket}`;
/** S3's limit for a bucket policy. */
const bytesMax = 20 * 1024;

export const question = (statements: readonly Statement[]): PolicyQuestion => ({
  service: 's3',
  account: '111122223333',
  resource: bucket,
  organizationId: 'o-a1b2c3d4e5',
  policyText: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});

const onlyOverTls: Statement = {
  Sid: 'OnlyOverTls',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const readers: Statement = {
  Sid: 'Readers',
  Effect: 'Allow',
  Principal: { AWS: ['arn:aws:iam::444455556666:root', 'arn:aws:iam::777788889999:role/reporting'] },
  Action: ['s3:GetObject', 's3:ListBucket'],
  Resource: [arn, `${arn}/*`],
};
const perimeter: Statement = {
  Sid: 'OnlyThroughTheEndpoint',
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: [arn, `${arn}/*`],
  Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-0f1e2d3c4b5a69788', 'vpce-1f1e2d3c4b5a69788'] } },
};
const denyAll: Statement = { Sid: 'DenyAll', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `${arn}*` };

/** By what they are; each is an everyday policy of one to three statements. */
export const typical: Readonly<Record<string, PolicyQuestion>> = {
  'only over TLS, with readers': question([onlyOverTls, readers]),
  'only through a VPC endpoint': question([onlyOverTls, perimeter, readers]),
  'everybody shut out': question([readers, denyAll]),
};

/** So many statements, each of which the analyser has to escape: the shape that grows. */
export const ofStatements = (count: number): PolicyQuestion =>
  question(
    Array.from({ length: count }, (_, index) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: arn,
      Condition: { StringEquals: { 'aws:PrincipalTag/team': `t${index}` } },
    })),
  );

/** One statement with so many values. */
export const ofValues = (count: number): PolicyQuestion =>
  question([
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: arn,
      Condition: { StringNotLike: { 'aws:PrincipalArn': Array.from({ length: count }, (_, at) => `*:role/r${at}-*`) } },
    },
  ]);

/** As many statements as S3 takes, each excepting another principal: nobody is left. */
export const worst: PolicyQuestion = filled((index) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: arn,
  Condition: {
    ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/team-${index}/*` },
    StringNotEquals: { 'aws:SourceVpce': `vpce-${index.toString(16).padStart(8, '0')}` },
  },
}));

/** Wildcards that overlap in every way, to make matching and the search as expensive as they get. */
export const adversarial: PolicyQuestion = filled((index) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: `${'s3:*?'.repeat(1)}${'*?'.repeat(index % 40)}*`,
  Resource: `${'*?'.repeat(60)}*`,
  Condition: {
    StringNotLike: { 'aws:PrincipalArn': [`*${'a*?'.repeat(index % 30)}`, `*${'?*b'.repeat(index % 30)}`] },
    'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `*${'*/?'.repeat(index % 20)}` },
  },
}));

/** Statements until the policy is as large as S3 takes. */
function filled(statement: (index: number) => Statement): PolicyQuestion {
  const statements: Statement[] = [];
  for (let index = 0; ; index += 1) {
    const longer = question([...statements, statement(index)]);
    if (Buffer.byteLength(longer.policyText) > bytesMax) return question(statements);
    statements.push(statement(index));
  }
}
