/** Access keys of the root user. A key that is deleted stops working with the next call. */
import { javaDate } from '../../trail/java-date.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import { queryResponse } from '../../wire/respond.ts';
import { members } from '../../wire/xml.ts';
import type { RootAccessKey } from '../../world/root-credentials.ts';
import type { Operation } from '../dispatch.ts';
import { matching } from '../parameters.ts';
import { iso } from './iso.ts';
import { noteChange } from './note-change.ts';
import { pageOf } from './page.ts';
import { noSuchEntity, rootSubjectOf, subjectOf } from './subject.ts';

const KEY_ID = /^\w{16,128}$/;
/** "A root user can have at most two access keys" (IAM and STS quotas). */
const KEYS_MAX = 2;

export const listAccessKeys: Operation = (request, caller, world) => {
  const { userName, credentials } = subjectOf(request, caller, world);
  const { items, rest } = pageOf(request, world, credentials.accessKeys);
  const metadata = items.map(({ accessKeyId, status, createdAt }) => ({
    UserName: userName,
    AccessKeyId: accessKeyId,
    Status: status,
    CreateDate: iso(createdAt),
  }));
  return queryResponse(request, { AccessKeyMetadata: members(metadata), ...rest });
};

export const deleteAccessKey: Operation = (request, caller, world) => {
  const accessKeyId = matching(request, 'AccessKeyId', KEY_ID);
  noteChange(request, { accessKeyId });
  const { accessKeys } = rootSubjectOf(request, caller, world).credentials;
  const index = accessKeys.findIndex((key) => key.accessKeyId === accessKeyId);
  if (index === -1) throw noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  accessKeys.splice(index, 1);
  world.credentials.delete(accessKeyId);
  return queryResponse(request, null);
};

/** By the root user for itself; CloudTrail then shows no request parameters at all. */
export const createAccessKey: Operation = (request, caller, world) => {
  noteChange(request, null);
  const { account, credentials } = rootSubjectOf(request, caller, world);
  if (credentials.accessKeys.length >= KEYS_MAX) {
    throw new AwsFault('LimitExceeded', 409, `Cannot exceed quota for AccessKeysPerUser: ${KEYS_MAX}`);
  }
  const secret = { accessKeyId: world.ids.unique('AKIA'), secretAccessKey: world.ids.secret() };
  const createdAt = world.clock.now();
  const key: RootAccessKey = { ...secret, status: 'Active', createdAt, lastUsed: null };
  credentials.accessKeys.push(key);
  world.credentials.set(key.accessKeyId, { kind: 'root-user', accountId: account.id, ...secret });
  const { accessKeyId, status } = key;
  noteChange(request, null, { accessKey: { accessKeyId, status, createDate: javaDate(createdAt) } });
  return queryResponse(request, {
    AccessKey: {
      AccessKeyId: accessKeyId,
      Status: status,
      SecretAccessKey: key.secretAccessKey,
      CreateDate: iso(createdAt),
    },
  });
};

export const getAccessKeyLastUsed: Operation = (request, caller, world) => {
  const accessKeyId = matching(request, 'AccessKeyId', KEY_ID);
  const { userName, credentials } = subjectOf(request, caller, world);
  const key = credentials.accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId);
  // AWS answers AccessDenied, not NoSuchEntity, for a key that is not of the account.
  if (key === undefined) {
    const message = `User: ${caller.arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${accessKeyId}`;
    throw new AwsFault('AccessDenied', 403, message);
  }
  const { lastUsed } = key;
  return queryResponse(request, {
    UserName: userName,
    AccessKeyLastUsed: {
      LastUsedDate: lastUsed === null ? null : iso(lastUsed.at),
      ServiceName: lastUsed?.service ?? 'N/A',
      Region: lastUsed?.region ?? 'N/A',
    },
  });
};
