/**
 * Whose credentials are these? The one question that needs no permission, and that even an explicit Deny does not
 * forbid (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html): a safe self-check.
 */
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { asRefusal } from './errors.ts';

export type CallerIdentity = { readonly account: string; readonly arn: string; readonly userId: string };

/** Throws `AwsRefusal`. */
export async function readCallerIdentity(sts: STSClient): Promise<CallerIdentity> {
  try {
    const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}));
    return { account: Account ?? '', arn: Arn ?? '', userId: UserId ?? '' };
  } catch (error) {
    throw asRefusal(error, 'ask who the caller is at', 'sts');
  }
}
