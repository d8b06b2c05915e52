/** `iam:GetUser`; for root it has no name, and may tell when the password was last used. */
import { queryResponse } from '../../wire/respond.ts';
import type { Operation } from '../dispatch.ts';
import { iso } from './iso.ts';
import { subjectOf } from './subject.ts';

export const getUser: Operation = (request, caller, world) => {
  const { arn, userName, account, credentials } = subjectOf(request, caller, world);
  const lastUsedAt = credentials.password?.lastUsedAt ?? null;
  const user = userName === null ? undefined : account.users.get(userName);
  return queryResponse(request, {
    User: {
      Path: userName === null ? null : '/',
      UserName: userName,
      UserId: user?.userId ?? account.id,
      Arn: arn,
      CreateDate: iso(account.joinedAt),
      PasswordLastUsed: lastUsedAt === null ? null : iso(lastUsedAt),
    },
  });
};
