/**
 * The two switches without which AWS opens no root session: are they on? AWS answers a denied AssumeRoot with one
 * code for every reason, so this is asked afterwards, to tell a human the right one.
 */
import { type IAMClient, ListOrganizationsFeaturesCommand } from '@aws-sdk/client-iam';
import type { featureOf } from '../domain/root-task.ts';
import { asRefusal } from './errors.ts';

export type OrganizationFeature = ReturnType<typeof featureOf>;

/** Throws `AwsRefusal`. Allowed to the management account and the delegated administrator for IAM. */
export async function readOrganizationFeatures(iam: IAMClient): Promise<readonly OrganizationFeature[]> {
  try {
    const { EnabledFeatures } = await iam.send(new ListOrganizationsFeaturesCommand({}));
    return EnabledFeatures ?? [];
  } catch (error) {
    throw asRefusal(error, 'read the root access features of', 'the organization');
  }
}
