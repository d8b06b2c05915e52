/** Sessions of roots and roles: who has one, for what, until when; and ending one before its time. */
import type { RoleSession, RootSession } from '../world/credentials.ts';
import { type ControlCall, ControlProblem } from './control.ts';

export function listSessions({ world }: ControlCall) {
  const sessions = [...world.credentials.values()].filter(
    (credential) => credential.kind === 'root-session' || credential.kind === 'role-session',
  );
  return { sessions: sessions.map((session) => describe(session, world.clock.now())) };
}

/** Its next call is answered with ExpiredToken. */
export function endSession({ world, names: [accessKeyId = ''] }: ControlCall) {
  const session = world.credentials.get(accessKeyId);
  if (session?.kind !== 'root-session' && session?.kind !== 'role-session') {
    throw new ControlProblem(404, `there is no session \`${accessKeyId}\``);
  }
  session.expiresAt = Math.min(session.expiresAt, world.clock.now());
  return describe(session, world.clock.now());
}

function describe(session: RootSession | RoleSession, now: number) {
  const { kind, accessKeyId, accountId, createdAt, expiresAt } = session;
  const what =
    session.kind === 'root-session'
      ? { taskPolicyArn: session.taskPolicyArn }
      : { roleName: session.roleName, sessionName: session.sessionName };
  return { kind, accessKeyId, accountId, ...what, createdAt, expiresAt, hasExpired: now >= expiresAt };
}
