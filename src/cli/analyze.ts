/**
 * `rootkeeper analyze`: is this policy a lockout? One policy for people, or many for programs (`--batch`).
 * Never: asks AWS or a store anything; the answer depends on nothing but the input and the time of day.
 */
import { type Command, Option } from 'commander';
import type { AccountId, OrganizationId, Region } from '../domain/account.ts';
import type { PolicyQuestion } from '../policy/question.ts';
import { type CommandMaker, type Format, makeCommand } from './command.ts';
import { openInput, readText } from './input.ts';
import { colors, write } from './output.ts';
import { accountArgument, organizationArgument, regionArgument } from './parse-arguments.ts';
import { UsageError } from './usage-error.ts';

type Options = {
  readonly batch?: boolean;
  readonly service?: 's3' | 'sqs';
  readonly account?: AccountId;
  readonly resource?: string;
  readonly region?: Region;
  readonly organizationId?: OrganizationId;
  readonly format: Format;
};

export const analyzeCommand: CommandMaker = (finish) =>
  makeCommand('analyze', 'Is this policy a lockout? Verdict, cause, and the repair. Asks AWS nothing.', [
    'rootkeeper analyze policy.json --service s3 --account 111122223333 --resource my-bucket',
    'aws sqs get-queue-attributes … --query Attributes.Policy --output text | rootkeeper analyze - --service sqs --account 111122223333 --resource orders',
    'rootkeeper analyze --batch questions.jsonl > answers.jsonl',
  ])
    .argument('[file]', 'the policy, or with --batch the questions; `-`: standard input', '-')
    .option('--batch', 'JSON Lines in, JSON Lines out, in the same order')
    .addOption(new Option('--service <name>', 'what the policy belongs to').choices(['s3', 'sqs']))
    .addOption(new Option('--account <id>', 'account that owns the resource').argParser(accountArgument))
    .option('--resource <name>', 'name or ARN of the bucket or queue')
    .addOption(new Option('--region <name>', "the resource's Region").argParser(regionArgument))
    .addOption(new Option('--organization-id <id>', "the account's organization").argParser(organizationArgument))
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action(async (file: string, options: Options, command: Command) => {
      if (options.batch === true) await analyzeBatch(file, command);
      else finish(await analyzeOne(file, options));
    });

/** 1: a lockout. 2: not a policy. */
async function analyzeOne(file: string, options: Options): Promise<number> {
  const question = await questionFrom(file, options);
  const { judge, reportOf } = await import('./judge.ts');
  const { legible } = await import('./show-policy.ts');
  const { showJudgement } = await import('./show-judgement.ts');

  const shown = options.format === 'json' ? question : { ...question, policyText: legible(question.policyText) };
  const judgement = judge(shown);
  await write(
    options.format === 'json'
      ? `${JSON.stringify(reportOf(judgement), null, 2)}\n`
      : showJudgement(shown, judgement, colors(process.stdout)),
  );
  const { verdict } = judgement.analysis;
  if (verdict === 'invalid') return 2;
  return verdict === 'locked_out' ? 1 : 0;
}

async function questionFrom(file: string, options: Options): Promise<PolicyQuestion> {
  const { service, account, resource, region, organizationId } = options;
  const missing = Object.entries({ service, account, resource }).flatMap(([name, value]) =>
    value === undefined ? [`--${name}`] : [],
  );
  if (missing.length > 0)
    throw new UsageError(
      `could not analyze the policy: ${missing.join(', ')} is missing`,
      'say whose policy it is: `--service s3 --account 111122223333 --resource my-bucket`',
    );
  const { readQuestion, sentenceOf } = await import('./policy-question.ts');
  const policy = await readText(file);
  const read = readQuestion({ service, account, resource, region, organizationId, policy });
  if ('question' in read) return read.question;
  throw new UsageError(
    `could not analyze the policy: ${sentenceOf(read.mistakes).replaceAll('`resource`', '`--resource`')}`,
    'see `rootkeeper analyze --help` for examples',
  );
}

const questionOptions = ['service', 'account', 'resource', 'region', 'organizationId', 'format'];

async function analyzeBatch(file: string, command: Command): Promise<void> {
  if (questionOptions.some((name) => command.getOptionValueSource(name) === 'cli'))
    throw new UsageError(
      'could not analyze a batch: an option that belongs to a single policy is given',
      'each line of the batch names its own service, account and resource; leave the options out',
    );
  const { runBatch } = await import('./batch.ts');
  const { openAnswerPool } = await import('./answer-pool.ts');
  const { openProgressBar } = await import('./progress-bar.ts');

  const { input, bytes } = await openInput(file);
  await using pool = openAnswerPool();
  using bar = openProgressBar(bytes);
  const { answer, threads } = pool;
  await runBatch({ input, answer, groupsMax: threads * 4, write, onProgress: bar.show });
}
