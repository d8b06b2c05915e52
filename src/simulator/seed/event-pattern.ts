/**
 * What the rule on the central bus lets through: everything rootkeeper acts on, and nothing that failed.
 * By name and not by detail-type, since the console's events come under two spellings.
 */
export const EVENT_PATTERN = {
  source: ['aws.s3', 'aws.sqs', 'aws.organizations', 'aws.controltower', 'aws.signin', 'aws.iam', 'aws.sts'],
  detail: {
    errorCode: [{ exists: false }],
    eventName: [
      'PutBucketPolicy',
      'DeleteBucketPolicy',
      'CreateQueue',
      'SetQueueAttributes',
      'RemovePermission',
      'CreateAccountResult',
      'CreateManagedAccount',
      'UpdateManagedAccount',
      'AccountJoinedOrganization',
      'AccountDepartedOrganization',
      'CloseAccountResult',
      'MoveAccount',
      'ConsoleLogin',
      'PasswordRecoveryRequested',
      'PasswordRecoveryCompleted',
      'PasswordUpdated',
      'EmailUpdated',
      'CreateLoginProfile',
      'UpdateLoginProfile',
      'CreateAccessKey',
      'UploadSigningCertificate',
      'EnableMFADevice',
      'AssumeRoot',
    ],
  },
};
