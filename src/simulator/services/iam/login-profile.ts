/**
 * The console password, which IAM calls a login profile. For root it means: there is one, or "Forgot password" may set
 * one. Without it the root user can neither sign in nor recover.
 */
import { javaDate } from '../../trail/java-date.ts';
import { AwsFault } from '../../wire/aws-fault.ts';
import { queryResponse } from '../../wire/respond.ts';
import type { Operation } from '../dispatch.ts';
import { optionalText } from '../parameters.ts';
import { iso } from './iso.ts';
import { noteChange } from './note-change.ts';
import { noSuchEntity, rootSubjectOf, subjectOf } from './subject.ts';

export const getLoginProfile: Operation = (request, caller, world) => {
  const { userName, credentials } = subjectOf(request, caller, world);
  if (credentials.password === null) throw noLoginProfile(userName);
  const { createdAt } = credentials.password;
  return queryResponse(request, {
    LoginProfile: { UserName: userName ?? 'root', CreateDate: iso(createdAt), PasswordResetRequired: false },
  });
};

export const deleteLoginProfile: Operation = (request, caller, world) => {
  noteChange(request, null);
  const { userName, credentials } = rootSubjectOf(request, caller, world);
  if (credentials.password === null) throw noLoginProfile(userName);
  credentials.password = null;
  return queryResponse(request, null);
};

/** In a root session it sets no password; it lets the owner of the root e-mail address set one again. */
export const createLoginProfile: Operation = (request, caller, world) => {
  noteChange(request, null);
  const { userName, credentials } = rootSubjectOf(request, caller, world);
  if (caller.kind === 'root-session' && optionalText(request, 'Password') !== undefined) {
    throw new AwsFault('ValidationError', 400, 'Password must not be given in a session opened by AssumeRoot.');
  }
  if (credentials.password !== null) {
    throw new AwsFault('EntityAlreadyExists', 409, `Login Profile for User ${userName ?? 'root'} already exists.`);
  }
  const createdAt = world.clock.now();
  credentials.password = { createdAt, lastUsedAt: null };
  noteChange(request, null, { loginProfile: { createDate: javaDate(createdAt), passwordResetRequired: false } });
  return queryResponse(request, {
    LoginProfile: { UserName: userName ?? 'root', CreateDate: iso(createdAt), PasswordResetRequired: false },
  });
};

function noLoginProfile(userName: string | null): AwsFault {
  return noSuchEntity(`Login Profile for User ${userName ?? 'root'} cannot be found.`);
}
