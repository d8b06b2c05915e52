/** `rootkeeper config check|print|schema` */
import { Option, type Command } from 'commander';
import { stringify } from 'yaml';
import type { LoadedConfig } from '../config/load.ts';
import { type CommandMaker, loadFor, makeCommand } from './command.ts';
import { colors, write } from './output.ts';

export const configCommand: CommandMaker = () =>
  makeCommand('config', 'Check, print or describe the configuration.', [
    'rootkeeper --config rootkeeper.yaml config check',
    'rootkeeper config print --format json | jq .guards',
    'rootkeeper config schema > rootkeeper.schema.json',
  ])
    .addCommand(checkCommand())
    .addCommand(printCommand())
    .addCommand(schemaCommand());

const checkCommand = (): Command =>
  makeCommand('check', 'Name every mistake, with its place and its fix. Exit code 2 when there is one.', [
    'ROOTKEEPER_MODE=enforce rootkeeper config check',
  ]).action(async (_: unknown, command: Command) => {
    const { file } = await loadFor(command);
    await write(`${colors(process.stdout).green('ok')} ${file ?? 'no file: defaults and environment'}\n`);
  });

const printCommand = (): Command =>
  makeCommand('print', 'Print what is in force: defaults, file and environment together, secrets masked.', [
    'rootkeeper config print',
    'rootkeeper config print --origin   # where does each value come from?',
  ])
    .addOption(new Option('--format <format>', 'output format').choices(['yaml', 'json']).default('yaml'))
    .option('--origin', 'one line an option: key, value, and where it was set')
    .action(async ({ format, origin }: { format: 'yaml' | 'json'; origin?: boolean }, command: Command) => {
      const loaded = await loadFor(command);
      const { effectiveSettings } = await import('../config/load.ts');
      const { maskSettings } = await import('../config/explain.ts');
      const settings = maskSettings(effectiveSettings(loaded));
      if (origin === true) await printOrigins(loaded, settings);
      else
        await write(
          format === 'json' ? `${JSON.stringify(settings, null, 2)}\n` : stringify(settings, { lineWidth: 0 }),
        );
    });

async function printOrigins(loaded: LoadedConfig, settings: unknown): Promise<void> {
  const { options } = await import('../config/options.ts');
  const { valueAt } = await import('../config/source.ts');
  const paint = colors(process.stdout);
  for (const { key } of options.filter(({ kind }) => kind === 'option'))
    await write(
      `${key} = ${JSON.stringify(valueAt(settings, key.split('.')))}  ${paint.dim(`# ${loaded.placeOf(key)}`)}\n`,
    );
}

const schemaCommand = (): Command =>
  makeCommand('schema', 'Print the JSON Schema of the configuration.', [
    'rootkeeper config schema > rootkeeper.schema.json',
  ]).action(async () => {
    const { configJsonSchema } = await import('../config/json-schema.ts');
    await write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  });
