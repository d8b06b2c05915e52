/** The identity policy of rootkeeper's own user: root sessions for the five tasks, and otherwise little but reading. */
const TASK_POLICIES = [
  'IAMAuditRootUserCredentials',
  'IAMCreateRootUserPassword',
  'IAMDeleteRootUserCredentials',
  'S3UnlockBucketPolicy',
  'SQSUnlockQueuePolicy',
].map((name) => `arn:aws:iam::aws:policy/root-task/${name}`);

export function daemonPolicy(given: { readonly queueArns: readonly string[]; readonly ledgerBucket: string }): string {
  const bucketArn = `arn:aws:s3:::${given.ledgerBucket}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OpenRootSessionsForOneTask',
        Effect: 'Allow',
        Action: 'sts:AssumeRoot',
        Resource: 'arn:aws:iam::*:root',
        Condition: { StringEquals: { 'sts:TaskPolicyArn': TASK_POLICIES } },
      },
      {
        Sid: 'KnowTheOrganization',
        Effect: 'Allow',
        Action: ['organizations:Describe*', 'organizations:List*', 'iam:ListOrganizationsFeatures'],
        Resource: '*',
      },
      {
        Sid: 'ReceiveEvents',
        Effect: 'Allow',
        Action: [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:GetQueueAttributes',
          'sqs:GetQueueUrl',
        ],
        Resource: given.queueArns,
      },
      {
        Sid: 'CheckTheRules',
        Effect: 'Allow',
        Action: ['events:ListRules', 'events:DescribeRule', 'events:ListTargetsByRule', 'events:ListEventBuses'],
        Resource: '*',
      },
      { Sid: 'FindTheLedger', Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: bucketArn },
      { Sid: 'KeepTheLedger', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${bucketArn}/*` },
    ],
  });
}
