/**
 * What to do about a refusal by AWS: one sentence a case, for the person who reads the ledger or the terminal.
 * Pure. Never: decides anything; `kind` was decided in errors.ts.
 */
import type { RefusalKind } from '../domain/aws-refusal.ts';
import { featureOf, type Partition, type RootTask, taskPolicyArn } from '../domain/root-task.ts';

export function remedyFor(kind: RefusalKind, awsCode: string | undefined): string {
  return (awsCode === undefined ? undefined : byCode[awsCode]) ?? byKind[kind];
}

const byKind: Readonly<Record<RefusalKind, string>> = {
  throttled: 'Nothing to do: it is tried again; if it lasts, lower the rate limits or ask AWS for a higher quota.',
  unavailable:
    'Nothing to do if it passes: it is tried again; otherwise check the network path and the AWS health page.',
  not_ready: 'Nothing to do: AWS needs some minutes until a new account or credential is known everywhere.',
  expired: 'Nothing to do: it is tried again with new credentials.',
  denied:
    "Give rootkeeper's role the permission that AWS names; inside a root session only a VPC endpoint policy, a bucket of another owner or an organization policy can deny.",
  blocked_by_scp:
    'Exempt root sessions in the organization policy that denies: add `"Null": {"aws:AssumedRoot": "true"}` to the conditions of the Deny on root; with AWS Control Tower set `ExemptAssumeRoot` to true for control AWS-GR_RESTRICT_ROOT_USER on each OU.',
  gone: 'Nothing to do: it does not exist any more.',
  conflict: 'Nothing to do: somebody else is changing it, and it is looked at again.',
  invalid: 'Report this to the rootkeeper project with the request id: the request was not one that AWS accepts.',
};

const unknownKey =
  'If the credential is new, AWS needs some minutes to know it everywhere; otherwise give rootkeeper credentials that exist.';

const byCode: Readonly<Record<string, string>> = {
  InvalidClientTokenId: unknownKey,
  InvalidAccessKeyId: unknownKey,
  UnrecognizedClient: unknownKey,
  InvalidAction:
    'Use a Regional STS endpoint: set `organization.region` to an always-on Region such as `us-east-1`, and unset AWS_STS_REGIONAL_ENDPOINTS=legacy and AWS_ENDPOINT_URL_STS; the global endpoint knows no AssumeRoot.',
  RegionDisabled:
    'Set `organization.region` to a Region that is always on, such as `us-east-1`: opt-in Regions may be off.',
  CredentialsProviderError:
    'Give rootkeeper AWS credentials: a role for its pod or instance, or the usual AWS_ variables or profile.',
  RequestTimeTooSkewed: "Set this machine's clock: it differs from AWS's by more than AWS allows.",
  SignatureDoesNotMatch: 'Check the credentials that rootkeeper runs with: AWS finds them wrong.',
  AWSOrganizationsNotInUse:
    'Run rootkeeper with credentials of the management account or of a delegated administrator.',
  AccountNotManagementOrDelegatedAdministrator:
    'Run rootkeeper in the management account, or register its account as delegated administrator for iam.amazonaws.com.',
  CallerIsNotManagementAccount: 'Use credentials of the management account for this.',
  OrganizationNotInAllFeaturesMode: 'Enable all features in AWS Organizations first.',
  ServiceAccessNotEnabled:
    'Enable trusted access: `aws organizations enable-aws-service-access --service-principal iam.amazonaws.com`.',
};

/** AWS gives one code for every reason why AssumeRoot is denied, so the sentence names them all, likeliest first. */
export function remedyForAssumeRoot(task: RootTask, partition: Partition): string {
  const arn = taskPolicyArn(partition, task);
  const enable =
    featureOf(task) === 'RootSessions'
      ? '`aws iam enable-organizations-root-sessions`'
      : '`aws iam enable-organizations-root-credentials-management`';
  return (
    `Allow rootkeeper's role \`sts:AssumeRoot\` on \`arn:${partition}:iam::*:root\` with condition ` +
    `\`sts:TaskPolicyArn\` = \`${arn}\`, enable ${featureOf(task)} (${enable}), and run it in the management ` +
    'account or the delegated administrator for iam.amazonaws.com.'
  );
}
