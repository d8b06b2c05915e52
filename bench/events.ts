/** Bodies of SQS messages as EventBridge writes them: each a lockout of another bucket, so that each becomes a job. */

const account = '444455556666';

export function lockoutEvent(number: number): string {
  const bucket = `bench-bucket-${number}`;
  const arn = `arn:aws:s3:::${bucket}`;
  const moment = new Date().toISOString().replace(/\.\d+Z$/u, 'Z');
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] };
  return JSON.stringify({
    version: '0',
    id: `bench-${number}`,
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.s3',
    account,
    time: moment,
    region: 'eu-west-1',
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROAEXAMPLEEXAMPLE123:pipeline',
        arn: `arn:aws:sts::${account}:assumed-role/deploy/pipeline`,
        accountId: account,
        accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
      },
      eventTime: moment,
      eventSource: 's3.amazonaws.com',
      eventName: 'PutBucketPolicy',
      awsRegion: 'eu-west-1',
      sourceIPAddress: '198.51.100.1',
      userAgent: '[aws-sdk-js]',
      requestParameters: {
        Host: `${bucket}.s3.eu-west-1.amazonaws.com`,
        bucketName: bucket,
        bucketPolicy: { Version: '2012-10-17', Statement: [statement] },
        policy: '',
      },
      responseElements: null,
      requestID: `R${number}`,
      eventID: `bench-event-${number}`,
      readOnly: false,
      resources: [{ accountId: account, type: 'AWS::S3::Bucket', ARN: arn }],
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  });
}
