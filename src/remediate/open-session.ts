/**
 * Opens the root session of one attempt, and finds the right words when AWS denies it: AssumeRoot answers with one
 * code whether a permission is missing, the feature is off, or the account is too new.
 */
import type { RootSession } from '../aws/root-session.ts';
import { accountOf } from '../domain/remediation.ts';
import { AwsRefusal } from '../domain/aws-refusal.ts';
import { Failure } from '../domain/failure.ts';
import { featureOf, type RootTask } from '../domain/root-task.ts';
import type { Attempt, Tools } from './attempt.ts';

export class FeatureDisabled extends Failure {
  override readonly name = 'FeatureDisabled';
  readonly code = 'RK_FEATURE_DISABLED';

  constructor(task: RootTask, cause: unknown) {
    const feature = featureOf(task);
    super(
      `could not open a root session for \`${task}\`: the organization has not enabled ${feature}`,
      `In the management account, run \`aws iam enable-organizations-${commandOf[feature]}\`.`,
      cause,
    );
  }
}

const commandOf = {
  RootCredentialsManagement: 'root-credentials-management',
  RootSessions: 'root-sessions',
} as const satisfies Record<ReturnType<typeof featureOf>, string>;

/** Throws `AwsRefusal` or `FeatureDisabled`. */
export async function openSession(attempt: Attempt, task: RootTask): Promise<RootSession> {
  const { tools, journal, log, remediation } = attempt;
  await tools.checkpoint?.('before_session');
  try {
    const session = await tools.sessions.open(accountOf(remediation), task, log);
    journal.addSession(session);
    await tools.checkpoint?.('after_session');
    return session;
  } catch (error) {
    throw await explain(error, task, attempt);
  }
}

async function explain(error: unknown, task: RootTask, { tools, isYoung, remediation }: Attempt): Promise<unknown> {
  if (!(error instanceof AwsRefusal) || error.kind !== 'denied') return error;
  if (await isFeatureOff(task, tools)) return new FeatureDisabled(task, error);
  if (!isYoung) return error;
  const why = { ...error.details, kind: 'not_ready', remedy: error.remedy } as const;
  return new AwsRefusal(`open a root session (${task}) in account`, accountOf(remediation), why, error);
}

/** Not being allowed to ask is no answer; the first refusal then speaks for itself. */
async function isFeatureOff(task: RootTask, { readFeatures, log }: Tools): Promise<boolean> {
  try {
    return !(await readFeatures()).includes(featureOf(task));
  } catch (error) {
    log.warn({ err: error }, 'could not ask which root access features are enabled');
    return false;
  }
}
