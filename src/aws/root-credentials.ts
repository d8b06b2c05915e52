/**
 * The long-term root credentials of one account, through an audit or a delete session: root is who you are when
 * `UserName` is left out (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html).
 * Never: decides; calls DeleteVirtualMFADevice, which the task policy does not reach (DeactivateMFADevice does it).
 */
import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  GetAccountSummaryCommand,
  GetLoginProfileCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
} from '@aws-sdk/client-iam';
import type { AccountId } from '../domain/account.ts';
import type { RootCredentials } from '../domain/remediation.ts';
import { asRefusal, codeOf, kindOf } from './errors.ts';

/** Does the account have any root credential? One call; allowed in the audit session only. */
export async function hasRootCredentials(iam: IAMClient, account: AccountId): Promise<boolean> {
  try {
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    const fields = credentialFields.map((field) => SummaryMap?.[field]);
    // A field that is missing is not a zero: look closer.
    return fields.some((count) => count !== 0);
  } catch (error) {
    throw asRefusal(error, 'read the account summary of', account);
  }
}

const credentialFields = [
  'AccountPasswordPresent',
  'AccountAccessKeysPresent',
  'AccountSigningCertificatesPresent',
  'AccountMFAEnabled',
] as const;

/** Allowed in the audit and the delete session. */
export async function listRootCredentials(iam: IAMClient, account: AccountId): Promise<RootCredentials> {
  try {
    return {
      password: await hasPassword(iam),
      accessKeys: await listPaged(async (marker) => {
        const page = await iam.send(new ListAccessKeysCommand(marker));
        return { ids: page.AccessKeyMetadata?.map((key) => key.AccessKeyId), next: nextOf(page) };
      }),
      signingCertificates: await listPaged(async (marker) => {
        const page = await iam.send(new ListSigningCertificatesCommand(marker));
        return { ids: page.Certificates?.map((certificate) => certificate.CertificateId), next: nextOf(page) };
      }),
      mfaDevices: await listPaged(async (marker) => {
        const page = await iam.send(new ListMFADevicesCommand(marker));
        return { ids: page.MFADevices?.map((device) => device.SerialNumber), next: nextOf(page) };
      }),
    };
  } catch (error) {
    throw asRefusal(error, 'list the root credentials of', account);
  }
}

export const isRootless = (found: RootCredentials): boolean =>
  !found.password && found.accessKeys.length + found.signingCertificates.length + found.mfaDevices.length === 0;

/**
 * Deletes exactly what is listed, keys first and MFA last, so that a run that ends half-way never leaves a password
 * without its second factor. What is already gone counts as deleted.
 */
export async function deleteRootCredentials(iam: IAMClient, account: AccountId, found: RootCredentials): Promise<void> {
  for (const AccessKeyId of found.accessKeys)
    await ensureGone('delete a root access key of', account, () =>
      iam.send(new DeleteAccessKeyCommand({ AccessKeyId })),
    );
  for (const CertificateId of found.signingCertificates)
    await ensureGone('delete a root signing certificate of', account, () =>
      iam.send(new DeleteSigningCertificateCommand({ CertificateId })),
    );
  if (found.password)
    await ensureGone('delete the root password of', account, () => iam.send(new DeleteLoginProfileCommand({})));
  for (const SerialNumber of found.mfaDevices)
    await ensureGone('deactivate a root MFA device of', account, () =>
      iam.send(new DeactivateMFADeviceCommand({ SerialNumber })),
    );
}

async function ensureGone(attempt: string, account: AccountId, remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (kindOf(error) !== 'gone') throw asRefusal(error, attempt, account);
  }
}

async function hasPassword(iam: IAMClient): Promise<boolean> {
  try {
    await iam.send(new GetLoginProfileCommand({}));
    return true;
  } catch (error) {
    if (codeOf(error) === 'NoSuchEntity') return false;
    throw error;
  }
}

type Marker = { Marker?: string };
type Page = { ids: readonly (string | undefined)[] | undefined; next: Marker | undefined };

/** IAM may cut a list anywhere, even below the page size. */
async function listPaged(readPage: (marker: Marker) => Promise<Page>): Promise<readonly string[]> {
  const ids: string[] = [];
  let marker: Marker | undefined = {};
  while (marker !== undefined) {
    const page: Page = await readPage(marker);
    for (const id of page.ids ?? []) if (id !== undefined) ids.push(id);
    marker = page.next;
  }
  return ids;
}

const nextOf = (page: { IsTruncated?: boolean | undefined; Marker?: string | undefined }): Marker | undefined =>
  page.IsTruncated === true && page.Marker !== undefined ? { Marker: page.Marker } : undefined;
