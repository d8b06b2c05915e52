/** Runs one unlock to its end, without a queue: three attempts where waiting may help, and what is left is recorded. */
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { composeTools, newRemediationId, openLedger, remediationRulesOf } from '../compose.ts';
import type { Config } from '../config/schema.ts';
import type { AccountId } from '../domain/account.ts';
import { AwsRefusal } from '../domain/aws-refusal.ts';
import { type Outcome, type Remediation } from '../domain/remediation.ts';
import { arnOf, type Resource, serviceOf } from '../domain/resource.ts';
import type { Strategy } from '../domain/verdict.ts';
import { systemClock } from '../observe/system-clock.ts';
import { analyze } from '../policy/analyze.ts';
import type { RemediationRules } from '../remediate/attempt.ts';
import { openRemediator, type Remediator, type RunContext } from '../remediate/run.ts';
import type { Format, GlobalOptions } from './command.ts';
import { type AwsForCommand, openAws } from './open-aws.ts';
import { write } from './output.ts';
import { showUnlock } from './show-unlock.ts';
import { UsageError } from './usage-error.ts';

export type UnlockOptions = GlobalOptions & {
  readonly account: AccountId;
  readonly strategy?: Strategy;
  /** A file. */
  readonly policy?: string;
  readonly dryRun?: boolean;
  readonly format: Format;
};

export async function unlockNow(resource: Resource, options: UnlockOptions, config: Config): Promise<number> {
  const replacement = options.policy === undefined ? undefined : await readPolicyFile(options.policy);
  using aws = openAws(config, { logLevel: options.logLevel });
  if (replacement !== undefined) await refuseLockout(replacement, resource, { aws, config });

  const ledger = await openLedger(config, aws.log);
  const rules = rulesFor(options, config, replacement);
  const remediator = openRemediator({ ...composeTools(config, { ...aws, ledger }, aws), rules });
  const remediation = remediationOf(resource);
  const log = aws.log.child({ remediationId: remediation.id, accountId: resource.account, resource: arnOf(resource) });
  const signal = new AbortController().signal;
  const outcome = await runPatiently(remediator, remediation, { attempt: 1, log, signal });
  await write(await showUnlock({ remediation, outcome, ledger, format: options.format }));
  return exitCodeFor(outcome);
}

async function readPolicyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`could not read the policy in \`${file}\`: ${code}`, 'check the path', error);
  }
}

/** Before anything is opened. The procedure proves it once more, against the policy that is live then. */
async function refuseLockout(
  policyText: string,
  resource: Resource,
  { aws, config }: { aws: AwsForCommand; config: Config },
): Promise<void> {
  const { partition } = config.organization;
  const { organizationId } = await aws.organization.describe();
  const { verdict, explanation } = analyze({
    service: serviceOf(resource),
    account: resource.account,
    resource: arnOf(resource, partition),
    region: resource.region,
    policyText,
    partition,
    organizationId,
    facts: config.lockouts.facts,
    now: systemClock.now(),
  });
  if (verdict === 'open') return;
  throw new UsageError(
    `could not use the policy of \`--policy\`: it is ${verdict.replaceAll('_', ' ')}: ${explanation}`,
    'write a policy that leaves the account a way to change it; `rootkeeper analyze` explains more',
  );
}

/** The operator has decided that it is repaired, so `notify` is no answer; what they name goes before the configuration. */
function rulesFor(
  { strategy, dryRun = false }: UnlockOptions,
  config: Config,
  replacement: string | undefined,
): RemediationRules {
  const rules = remediationRulesOf(config);
  const configured = rules.lockedOut.filter((each): each is Strategy => each !== 'notify');
  const isNamed = strategy !== undefined || replacement !== undefined;
  const named: readonly Strategy[] = [strategy ?? configured[0] ?? 'carve-out'];
  return {
    ...rules,
    mode: dryRun ? 'observe' : 'enforce',
    dryRun,
    lockedOut: isNamed || configured.length === 0 ? named : configured,
    // A policy that lets somebody in after all is repaired only by those who say how.
    conditional: isNamed ? named : rules.conditional,
    ...(replacement === undefined ? {} : { replacement }),
  };
}

function remediationOf(resource: Resource): Remediation {
  const common = {
    id: newRemediationId(systemClock),
    origin: { source: 'cli' } as const,
    createdAt: systemClock.now(),
  };
  return resource.kind === 'bucket'
    ? { ...common, task: 'unlock_bucket', resource }
    : { ...common, task: 'unlock_queue', resource };
}

const attemptsMax = 3;

async function runPatiently(remediator: Remediator, remediation: Remediation, context: RunContext): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await remediator.run(remediation, { ...context, attempt })).outcome;
    } catch (error) {
      // The remediator throws only what a later attempt may mend.
      if (!(error instanceof AwsRefusal) || attempt === attemptsMax) {
        await recordFailure(remediator, remediation, { ...context, attempt }, error);
        throw error;
      }
      context.log.warn({ err: error, attempt }, 'trying again');
      await delay(1000 * attempt);
    }
  }
}

async function recordFailure(
  remediator: Remediator,
  remediation: Remediation,
  context: RunContext,
  error: unknown,
): Promise<void> {
  const explanation = `Given up after ${context.attempt} attempts: ${error instanceof Error ? error.message : String(error)}.`;
  try {
    await remediator.conclude(remediation, { kind: 'failed', reason: 'retries_exhausted', explanation }, context);
  } catch (failure) {
    context.log.warn({ err: failure }, 'the end of a remediation could not be recorded');
  }
}

/** 0: manageable now. 1: still locked, or would be left so. 2: not an account to act in. 3: AWS. */
function exitCodeFor({ kind, reason }: Outcome): number {
  switch (kind) {
    case 'healed':
    case 'not_needed':
      return 0;
    case 'observed':
      return 1;
    case 'awaiting_human':
      return /^(?:account_|management_account$)/u.test(reason) ? 2 : 1;
    case 'refused':
    case 'failed':
      return 3;
  }
}
