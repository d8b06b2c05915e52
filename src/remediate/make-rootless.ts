/**
 * Finds the long-term root credentials of an account and, where the configuration says so, deletes them: audit,
 * decide, record, delete, list again until they are gone.
 * Never: deletes what was not recorded first.
 */
import { deleteRootCredentials, hasRootCredentials, isRootless, listRootCredentials } from '../aws/root-credentials.ts';
import type { RootSession } from '../aws/root-session.ts';
import { AwsRefusal } from '../domain/aws-refusal.ts';
import type { Outcome, Remediation, RootCredentials } from '../domain/remediation.ts';
import { decideOnCredentials } from '../guards/decide.ts';
import type { RecordedChange } from '../ledger/record.ts';
import type { Attempt } from './attempt.ts';
import { openSession } from './open-session.ts';
import { until } from './until.ts';

type CredentialsAttempt = Attempt<Extract<Remediation, { task: 'make_rootless' }>>;

export async function makeRootless(attempt: CredentialsAttempt): Promise<Outcome> {
  const found = await audit(attempt);
  if (isRootless(found)) return rootless(attempt);

  const { journal, tools, log } = attempt;
  const action = decideOnCredentials(becauseOf(attempt), tools.rules);
  const decision = { action, reason: 'root_credentials_found' };
  tools.metrics.decisions.inc(decision);
  journal.note({ decision: { ...decision, strategies: [] } });
  log.info({ ...decision, found: counts(found) }, 'decided on the root credentials');
  switch (action) {
    case 'observe':
      journal.note({ change: changeOf(found, 'planned') });
      return {
        kind: 'observed',
        reason: tools.rules.dryRun === true ? 'dry_run' : 'mode_observe',
        explanation: `Would be deleted: ${sayWhat(found)}.`,
      };
    case 'ask':
      journal.note({ change: changeOf(found, 'planned') });
      return {
        kind: 'awaiting_human',
        reason: tools.rules.mode === 'approve' ? 'approval_required' : 'credentials_policy',
        explanation: `The account has ${sayWhat(found)}; the configuration leaves it to a human to delete them.`,
      };
    case 'delete':
      return await deleteAll(found, attempt);
  }
}

/** One call says whether there is anything; the details are asked only then. */
async function audit(attempt: CredentialsAttempt): Promise<RootCredentials> {
  const { account } = attempt.remediation;
  const session = await openSession(attempt, 'IAMAuditRootUserCredentials');
  const iam = session.iam('read');
  return (await hasRootCredentials(iam, account)) ? await listRootCredentials(iam, account) : none;
}

const none: RootCredentials = { password: false, accessKeys: [], signingCertificates: [], mfaDevices: [] };

/** A new account comes without root credentials: finding nothing is the rule. */
function rootless({ journal }: CredentialsAttempt): Outcome {
  const change = journal.earlier?.change;
  if (change?.kind !== 'credentials')
    return { kind: 'not_needed', reason: 'already_rootless', explanation: 'The account has no root credentials.' };
  journal.note({ change: { ...change, progress: 'written' } });
  const explanation = 'The root credentials had been deleted before rootkeeper was stopped; there are none left.';
  return { kind: 'healed', reason: 'resumed_after_crash', explanation };
}

/** The vending hook knows what it made. For all others the organization's own word counts, and doubt is strict. */
function becauseOf({ remediation: { because }, joined }: CredentialsAttempt): 'created' | 'invited' | 'vended' {
  if (because === 'vended') return 'vended';
  return joined === 'created' && because !== 'invited' ? 'created' : 'invited';
}

/** What appears while we delete is found, recorded and deleted too; who goes on making more needs a human. */
const roundsMax = 3;

async function deleteAll(found: RootCredentials, attempt: CredentialsAttempt): Promise<Outcome> {
  const { account } = attempt.remediation;
  const { journal, tools, log } = attempt;
  const session = await openSession(attempt, 'IAMDeleteRootUserCredentials');
  let [left, all] = [found, found];
  for (let round = 1; round <= roundsMax; round += 1) {
    await journal.intend(changeOf(all, 'intended'));
    await tools.checkpoint?.('after_intent');
    await deleteRootCredentials(session.iam('change'), account, left);
    log.info({ deleted: counts(left) }, 'root credentials deleted');
    await tools.checkpoint?.('after_write');
    left = await listWhatRemains(session, left, attempt);
    if (!isRootless(left)) {
      all = both(all, left);
      continue;
    }
    journal.note({ change: changeOf(all, 'written') });
    return { kind: 'healed', reason: 'credentials_deleted', explanation: `Deleted ${sayWhat(all)}; none are left.` };
  }
  const remedy = 'Find out who makes root credentials in this account.';
  throw new AwsRefusal('see the root credentials gone of account', account, { kind: 'not_ready', remedy }, undefined);
}

/** IAM is eventually consistent: what was deleted may be listed for some seconds more. What is new is not waited for. */
const goneWithinMs = 30_000;

async function listWhatRemains(
  session: RootSession,
  deleted: RootCredentials,
  { signal, tools, remediation }: CredentialsAttempt,
): Promise<RootCredentials> {
  const iam = session.iam('read');
  let listed = deleted;
  const look = async () => {
    listed = await listRootCredentials(iam, remediation.account);
    return isRootless(listed) || hasOthers(listed, deleted) ? listed : undefined;
  };
  return (await until(look, { limitMs: goneWithinMs, clock: tools.clock, signal })) ?? listed;
}

/** A password has no id, so a new one cannot be told from the old. */
const hasOthers = (listed: RootCredentials, deleted: RootCredentials): boolean =>
  (['accessKeys', 'signingCertificates', 'mfaDevices'] as const).some((kind) =>
    listed[kind].some((id) => !deleted[kind].includes(id)),
  );

const both = (some: RootCredentials, more: RootCredentials): RootCredentials => ({
  password: some.password || more.password,
  accessKeys: [...new Set([...some.accessKeys, ...more.accessKeys])],
  signingCertificates: [...new Set([...some.signingCertificates, ...more.signingCertificates])],
  mfaDevices: [...new Set([...some.mfaDevices, ...more.mfaDevices])],
});

const changeOf = (credentials: RootCredentials, progress: RecordedChange['progress']): RecordedChange => ({
  kind: 'credentials',
  progress,
  credentials,
});

const counts = ({ password, accessKeys, signingCertificates, mfaDevices }: RootCredentials) => ({
  // Not `password`: the logger would take it for one.
  loginProfiles: password ? 1 : 0,
  accessKeys: accessKeys.length,
  signingCertificates: signingCertificates.length,
  mfaDevices: mfaDevices.length,
});

function sayWhat({ password, accessKeys, signingCertificates, mfaDevices }: RootCredentials): string {
  const parts = [
    ...(password ? ['a password'] : []),
    ...count(accessKeys.length, 'access key'),
    ...count(signingCertificates.length, 'signing certificate'),
    ...count(mfaDevices.length, 'MFA device'),
  ];
  return parts.join(', ');
}

const count = (number: number, what: string): string[] =>
  number === 0 ? [] : [`${number} ${what}${number === 1 ? '' : 's'}`];
