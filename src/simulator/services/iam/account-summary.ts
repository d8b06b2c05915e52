/** `iam:GetAccountSummary`: four of its numbers tell at once whether the root user has any credential. */
import { authorize } from '../../access/authorize.ts';
import { queryResponse } from '../../wire/respond.ts';
import type { Account } from '../../world/account.ts';
import type { Operation } from '../dispatch.ts';
import { accountOf } from './subject.ts';

export const getAccountSummary: Operation = (request, caller, world) => {
  const account = accountOf(caller, world);
  request.notes.resource = `arn:aws:iam::${account.id}:root`;
  authorize(request, caller, world, {
    action: 'iam:GetAccountSummary',
    resource: '*',
    resourceAccountId: account.id,
  });
  const entry = Object.entries(summaryOf(account)).map(([key, value]) => ({ key, value }));
  return queryResponse(request, { SummaryMap: { entry } });
};

function summaryOf({ root, users, roles }: Account): Readonly<Record<string, number>> {
  return {
    Users: users.size,
    Roles: roles.size,
    AccessKeysPerUserQuota: 2,
    AccountAccessKeysPresent: Number(root.accessKeys.length > 0),
    AccountMFAEnabled: Number(root.mfaDevices.length > 0),
    AccountPasswordPresent: Number(root.password !== null),
    AccountSigningCertificatesPresent: Number(root.signingCertificates.length > 0),
  };
}
