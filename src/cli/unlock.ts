/**
 * `rootkeeper unlock`: repairs one bucket or queue now, by the procedure that the daemon uses and with the same record
 * in the ledger. The operator who calls it has decided; what is not proven is refused to them as well.
 */
import { Option, type Command } from 'commander';
import type { Region } from '../domain/account.ts';
import { isBucketName, isQueueName, type Resource } from '../domain/resource.ts';
import { strategies } from '../domain/verdict.ts';
import { type CommandMaker, loadFor, makeCommand } from './command.ts';
import { accountArgument, regionArgument } from './parse-arguments.ts';
import type { UnlockOptions } from './unlock-now.ts';
import { UsageError } from './usage-error.ts';

type BucketOptions = UnlockOptions & { readonly bucket: string; readonly region?: Region };
type QueueOptions = UnlockOptions & { readonly queue: string; readonly region: Region };

export const unlockCommand: CommandMaker = (finish) =>
  makeCommand('unlock', 'Repair one bucket or queue whose policy shuts everybody out.', [
    'rootkeeper unlock s3 --account 111122223333 --bucket invoices --dry-run',
    'rootkeeper unlock sqs --account 111122223333 --region eu-west-1 --queue orders',
  ])
    .addCommand(unlockBucketCommand(finish))
    .addCommand(unlockQueueCommand(finish));

const unlockBucketCommand: CommandMaker = (finish) =>
  withCommonOptions(
    makeCommand('s3', 'Repair the policy of a bucket.', [
      'rootkeeper unlock s3 --account 111122223333 --bucket invoices --dry-run',
      'rootkeeper unlock s3 --account 111122223333 --bucket invoices',
      'rootkeeper unlock s3 --account 111122223333 --bucket invoices --policy correct.json',
    ]),
  )
    .addOption(new Option('--bucket <name>', 'the bucket').makeOptionMandatory())
    .addOption(new Option('--region <region>', 'its Region; S3 is asked when it is left out').argParser(regionArgument))
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<BucketOptions>();
      finish(await run(command, options, (home) => bucketOf(options, home)));
    });

const unlockQueueCommand: CommandMaker = (finish) =>
  withCommonOptions(
    makeCommand('sqs', 'Repair the policy of a queue.', [
      'rootkeeper unlock sqs --account 111122223333 --queue orders --region eu-west-1 --dry-run',
      'rootkeeper unlock sqs --account 111122223333 --queue orders --region eu-west-1 --strategy delete',
    ]),
  )
    .addOption(new Option('--queue <url|name>', 'the queue').makeOptionMandatory())
    .addOption(new Option('--region <region>', 'its Region').argParser(regionArgument).makeOptionMandatory())
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<QueueOptions>();
      finish(await run(command, options, () => queueOf(options)));
    });

function withCommonOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--account <id>', 'the account that owns it').argParser(accountArgument).makeOptionMandatory(),
    )
    .addOption(
      new Option('--strategy <name>', 'how to repair it (else `lockouts.lockedOut` of the configuration)').choices(
        strategies,
      ),
    )
    .addOption(
      new Option(
        '--policy <file>',
        'put this policy in its place; refused if it is not proven to leave a way in',
      ).conflicts('strategy'),
    )
    .option('--dry-run', 'say what would be done, change nothing')
    .addOption(new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text'));
}

async function run(command: Command, options: UnlockOptions, resourceIn: (home: Region) => Resource): Promise<number> {
  const { config } = await loadFor(command);
  const { unlockNow } = await import('./unlock-now.ts');
  return await unlockNow(resourceIn(config.organization.region), options, config);
}

function bucketOf({ account, bucket, region }: BucketOptions, home: Region): Resource {
  if (isBucketName(bucket)) return { kind: 'bucket', account, region: region ?? home, bucket };
  throw new UsageError(
    `could not unlock \`${String(bucket)}\`: not the name of a bucket`,
    'give the name alone, no ARN or URL',
  );
}

/** Of a URL only the name is used, after its account was compared: where requests go is never up to it. */
function queueOf({ account, queue: given, region }: QueueOptions): Resource {
  const [queue, owner] = URL.canParse(given) ? new URL(given).pathname.split('/').toReversed() : [given, account];
  if (!isQueueName(queue))
    throw new UsageError(`could not unlock \`${given}\`: neither the URL nor the name of a queue`, 'check `--queue`');
  if (owner !== account)
    throw new UsageError(
      `could not unlock \`${given}\`: it is not a queue of account \`${account}\``,
      'check `--queue` and `--account`',
    );
  return { kind: 'queue', account, region, queue };
}
