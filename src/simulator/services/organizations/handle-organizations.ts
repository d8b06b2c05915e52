/** AWS Organizations: accounts, the tree they hang in, trusted access and delegated administrators. */
import { dispatch } from '../dispatch.ts';
import { describeAccount, listAccounts, listAccountsForParent } from './accounts.ts';
import { closeAccount, removeAccountFromOrganization } from './close-account.ts';
import { createAccount, describeCreateAccountStatus, listCreateAccountStatus } from './create-account.ts';
import {
  deregisterDelegatedAdministrator,
  listDelegatedAdministrators,
  registerDelegatedAdministrator,
} from './delegated-administrators.ts';
import { describeOrganization } from './describe-organization.ts';
import { describeHandshake, inviteAccountToOrganization } from './invitations.ts';
import { moveAccount } from './move-account.ts';
import {
  disableAwsServiceAccess,
  enableAwsServiceAccess,
  listAwsServiceAccessForOrganization,
} from './service-access.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { listChildren, listOrganizationalUnitsForParent, listParents, listRoots } from './tree.ts';

export const handleOrganizations = dispatch({
  CloseAccount: closeAccount,
  CreateAccount: createAccount,
  DeregisterDelegatedAdministrator: deregisterDelegatedAdministrator,
  DescribeAccount: describeAccount,
  DescribeCreateAccountStatus: describeCreateAccountStatus,
  DescribeHandshake: describeHandshake,
  DescribeOrganization: describeOrganization,
  DisableAWSServiceAccess: disableAwsServiceAccess,
  EnableAWSServiceAccess: enableAwsServiceAccess,
  InviteAccountToOrganization: inviteAccountToOrganization,
  ListAWSServiceAccessForOrganization: listAwsServiceAccessForOrganization,
  ListAccounts: listAccounts,
  ListAccountsForParent: listAccountsForParent,
  ListChildren: listChildren,
  ListCreateAccountStatus: listCreateAccountStatus,
  ListDelegatedAdministrators: listDelegatedAdministrators,
  ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
  ListParents: listParents,
  ListRoots: listRoots,
  ListTagsForResource: listTagsForResource,
  MoveAccount: moveAccount,
  RegisterDelegatedAdministrator: registerDelegatedAdministrator,
  RemoveAccountFromOrganization: removeAccountFromOrganization,
  TagResource: tagResource,
  UntagResource: untagResource,
});
