/**
 * `sts:GetCallerIdentity` asks for no permission, and not even an explicit Deny forbids it
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
 */
import { queryResponse } from '../../wire/respond.ts';
import type { Operation } from '../dispatch.ts';

export const getCallerIdentity: Operation = (request, caller) =>
  queryResponse(request, { Arn: caller.arn, UserId: caller.userId, Account: caller.accountId });
