/**
 * Identity and Access Management, as far as root access needs it: the root user's credentials, and the organization's
 * two features. Users and roles are made by the seed; of their own credentials only access keys can be listed.
 */
import { dispatch } from '../dispatch.ts';
import { createAccessKey, deleteAccessKey, getAccessKeyLastUsed, listAccessKeys } from './access-keys.ts';
import { getAccountSummary } from './account-summary.ts';
import { deleteSigningCertificate, listSigningCertificates } from './certificates.ts';
import { getUser } from './get-user.ts';
import { createLoginProfile, deleteLoginProfile, getLoginProfile } from './login-profile.ts';
import { deactivateMfaDevice, deleteVirtualMfaDevice, listMfaDevices } from './mfa-devices.ts';
import { disableFeature, enableFeature, listOrganizationsFeatures } from './organization-features.ts';

export const handleIam = dispatch({
  CreateAccessKey: createAccessKey,
  CreateLoginProfile: createLoginProfile,
  DeactivateMFADevice: deactivateMfaDevice,
  DeleteAccessKey: deleteAccessKey,
  DeleteLoginProfile: deleteLoginProfile,
  DeleteSigningCertificate: deleteSigningCertificate,
  DeleteVirtualMFADevice: deleteVirtualMfaDevice,
  DisableOrganizationsRootCredentialsManagement: disableFeature('RootCredentialsManagement'),
  DisableOrganizationsRootSessions: disableFeature('RootSessions'),
  EnableOrganizationsRootCredentialsManagement: enableFeature('RootCredentialsManagement'),
  EnableOrganizationsRootSessions: enableFeature('RootSessions'),
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  GetAccountSummary: getAccountSummary,
  GetLoginProfile: getLoginProfile,
  GetUser: getUser,
  ListAccessKeys: listAccessKeys,
  ListMFADevices: listMfaDevices,
  ListOrganizationsFeatures: listOrganizationsFeatures,
  ListSigningCertificates: listSigningCertificates,
});
