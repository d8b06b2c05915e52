/** The policies of the story: two that shut everybody out, two that only look like it. */
type Policy = Readonly<Record<string, unknown>>;

const policy = (statements: readonly Policy[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** Meant for everybody but the application; `NotPrincipal` was forgotten, and so the administrators are shut out too. */
export const lockedBucket = (arn: string, account: string): string =>
  policy([
    {
      Sid: 'ApplicationReads',
      Effect: 'Allow',
      Principal: { AWS: account },
      Action: 's3:GetObject',
      Resource: `${arn}/*`,
    },
    { Sid: 'NobodyElse', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] },
  ]);

/** Copied from another organization: its id is not ours. */
export const lockedQueue = (arn: string): string =>
  policy([
    {
      Sid: 'OnlyOurOrganization',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: arn,
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-z9y8x7w6v5' } },
    },
  ]);

export const healthyBucket = (arn: string): string =>
  policy([
    {
      Sid: 'OnlyOverTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);

export const healthyQueue = (arn: string): string =>
  policy([
    {
      Sid: 'NoPurging',
      Effect: 'Deny',
      Principal: '*',
      Action: ['sqs:PurgeQueue', 'sqs:DeleteQueue'],
      Resource: arn,
    },
  ]);
