/**
 * `rootkeeper exec`: a command of the operator's own inside one root session, for what no procedure of ours does.
 * Never: writes the credentials anywhere; they exist in memory and in the child's environment, and expire.
 */
import { Option, type Command } from 'commander';
import type { Config } from '../config/schema.ts';
import type { AccountId } from '../domain/account.ts';
import { type RootTask, rootTasks } from '../domain/root-task.ts';
import { isoOf } from '../domain/time.ts';
import { type CommandMaker, type GlobalOptions, loadFor, makeCommand } from './command.ts';
import { writeError } from './output.ts';
import { accountArgument, wholeNumberArgument } from './parse-arguments.ts';
import { UsageError } from './usage-error.ts';

type Options = GlobalOptions & { readonly account: AccountId; readonly task: RootTask; readonly duration: number };

export const execCommand: CommandMaker = (finish) =>
  makeCommand('exec', 'Run a command with the credentials of a root session in its environment.', [
    'rootkeeper exec --account 111122223333 --task S3UnlockBucketPolicy -- aws sts get-caller-identity',
    'rootkeeper exec --account 111122223333 --task IAMAuditRootUserCredentials -- aws iam get-account-summary',
    'rootkeeper exec --account 111122223333 --task S3UnlockBucketPolicy --duration 300 -- bash',
  ])
    .addOption(new Option('--account <id>', 'member account').argParser(accountArgument).makeOptionMandatory())
    .addOption(new Option('--task <name>', 'what the session may do').choices(rootTasks).makeOptionMandatory())
    .addOption(
      new Option('--duration <seconds>', 'lifetime of the session, at most 900')
        .argParser(wholeNumberArgument(1, 900))
        .default(900),
    )
    .argument('<command...>', 'after `--`: the command and its arguments')
    .action(async (words: string[], _: unknown, command: Command) => {
      finish(await runInSession(words, command));
    });

async function runInSession([file = '', ...args]: readonly string[], command: Command): Promise<number> {
  const options = command.optsWithGlobals<Options>();
  const { config } = await loadFor(command);
  refuseExcluded(options, config);

  const { openAws } = await import('./open-aws.ts');
  const { environmentFor, runChild } = await import('./child.ts');
  using aws = openAws(config, { logLevel: options.logLevel, durationSeconds: options.duration });
  const session = await aws.sessions.open(options.account, options.task);
  // The broker has asked STS and would not have handed out the session of anybody else.
  const who = `arn:${config.organization.partition}:iam::${session.account}:root`;
  writeError(`rootkeeper: ${who}, ${session.task}, until ${isoOf(session.expiresAt)} (${session.accessKeyId})\n`);
  return await runChild([file, ...args], environmentFor(session.environment(), session.expiresAt, process.env));
}

function refuseExcluded({ account, task }: Options, { organization }: Config): void {
  if (account === organization.managementAccountId)
    throw new UsageError(
      `could not open a root session in \`${account}\`: it is the management account`,
      'AWS opens root sessions in member accounts only; name one of those',
    );
  if (organization.excludeAccounts.includes(account) && task !== 'IAMAuditRootUserCredentials')
    throw new UsageError(
      `could not open a root session in \`${account}\`: it is excluded`,
      'take it out of `organization.excludeAccounts`, or use the task `IAMAuditRootUserCredentials`, which only reads',
    );
}
