/**
 * Runs a command as if it had been started in rootkeeper's place: same terminal, its exit code, its signals.
 * Never: passes on the caller's own AWS identity; what the child may do is what the root session may do.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { type Instant, isoOf } from '../domain/time.ts';
import { UsageError } from './usage-error.ts';

/** Resolves to the child's exit code; 128 and the signal's number when a signal ended it, as shells say it. */
export async function runChild(
  [file, ...args]: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(file, args, { env: environment, stdio: 'inherit' });
  const stopForwarding = forwardSignals(child);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        const why = `could not start \`${file}\`: ${error.code ?? error.message}`;
        reject(new UsageError(why, 'check the command after `--`', error));
      });
      child.once('exit', (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  } finally {
    stopForwarding();
  }
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const;

function forwardSignals(child: ChildProcess): () => void {
  const forward = (signal: NodeJS.Signals): void => {
    // A terminal sends Ctrl-C to the whole foreground group: the child has it already, and twice means "at once".
    if (!((signal === 'SIGINT' || signal === 'SIGQUIT') && process.stdin.isTTY)) child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  return () => {
    for (const signal of forwarded) process.off(signal, forward);
  };
}

/** Every other way by which an SDK finds an identity, and our own settings, which may hold a password. */
const identityVariables =
  /^(?:AWS_(?:(?:DEFAULT_)?PROFILE|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|SECURITY_TOKEN|CREDENTIAL_EXPIRATION|ROLE_ARN|ROLE_SESSION_NAME|WEB_IDENTITY_TOKEN_FILE|CONTAINER_\w+)|ROOTKEEPER_\w+)$/u;

/** The caller's environment with the session in the place of whoever the caller is. */
export function environmentFor(
  session: Readonly<Record<string, string>>,
  expiresAt: Instant,
  own: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !identityVariables.test(name));
  return {
    ...Object.fromEntries(kept),
    ...session,
    AWS_CREDENTIAL_EXPIRATION: isoOf(expiresAt),
    // When the session has expired, nothing may fall back to the machine's own role.
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
