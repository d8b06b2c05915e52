/**
 * Resource policies as they are found in the wild, by what they do to the account's own administrators.
 * A table of data: the simulator's evaluator decides what each means, and no test takes the headings for granted.
 */
type Resource = { readonly arn: string; readonly accountId: string };
type Statement = Readonly<Record<string, unknown>>;

/** An empty list: there is no policy. */
export type PolicyMaker = (resource: Resource, organizationId: string) => readonly Statement[];

const both = ({ arn }: Resource): readonly string[] => [arn, `${arn}/*`];
const everybody = { Effect: 'Deny', Principal: '*' };

export const HEALTHY_BUCKETS: readonly PolicyMaker[] = [
  () => [],
  (bucket) => [
    {
      Sid: 'OnlyOverTls',
      ...everybody,
      Action: 's3:*',
      Resource: both(bucket),
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
  (bucket, organizationId) => [
    {
      Sid: 'ReadForTheOrganization',
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `${bucket.arn}/*`,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
    },
  ],
  (bucket) => [{ Sid: 'NoDeletions', ...everybody, Action: 's3:DeleteObject*', Resource: `${bucket.arn}/*` }],
  (bucket, organizationId) => [
    {
      Sid: 'OnlyTheOrganization',
      ...everybody,
      Action: 's3:*',
      Resource: both(bucket),
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': organizationId } },
    },
  ],
];

/** Only through a network that this machine is not in; somebody in it still gets in. */
export const PERIMETER_BUCKETS: readonly PolicyMaker[] = [
  (bucket) => [
    {
      Sid: 'OnlyThroughTheEndpoint',
      ...everybody,
      Action: 's3:*',
      Resource: both(bucket),
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0f1e2d3c4b5a69788' } },
    },
  ],
];

export const LOCKED_BUCKETS: readonly PolicyMaker[] = [
  (bucket) => [{ Sid: 'DenyAll', ...everybody, Action: 's3:*', Resource: both(bucket) }],
  (bucket) => [
    {
      Sid: 'LogsMayBeWritten',
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${bucket.arn}/*`,
    },
    { Sid: 'NobodyElse', Effect: 'Deny', Principal: { AWS: '*' }, NotAction: 's3:PutObject', Resource: both(bucket) },
  ],
  (bucket) => [
    {
      Sid: 'OnlyOurOrganization',
      ...everybody,
      Action: 's3:*',
      Resource: both(bucket),
      // Somebody's old organization.
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    },
  ],
  (bucket) => [
    {
      Sid: 'PolicyIsFinal',
      Effect: 'Deny',
      Principal: { AWS: bucket.accountId },
      Action: 's3:*',
      Resource: bucket.arn,
    },
  ],
];

export const HEALTHY_QUEUES: readonly PolicyMaker[] = [
  () => [],
  (queue) => [
    {
      Sid: 'TakeFromTopics',
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queue.arn,
      Condition: { StringEquals: { 'aws:SourceAccount': queue.accountId } },
    },
  ],
  (queue) => [
    {
      Sid: 'OnlyOverTls',
      ...everybody,
      Action: 'sqs:*',
      Resource: queue.arn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
];

export const LOCKED_QUEUES: readonly PolicyMaker[] = [
  (queue) => [{ Sid: 'DenyAll', ...everybody, Action: 'sqs:*', Resource: queue.arn }],
  (queue) => [
    {
      Sid: 'OnlySenders',
      Effect: 'Deny',
      Principal: { AWS: `arn:aws:iam::${queue.accountId}:root` },
      NotAction: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
      Resource: queue.arn,
    },
  ],
];
