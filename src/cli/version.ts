/** `rootkeeper version` */
import { Option } from 'commander';
import { type CommandMaker, type Format, makeCommand } from './command.ts';
import { write } from './output.ts';
import { readVersion } from './version-info.ts';

export const versionCommand: CommandMaker = () =>
  makeCommand('version', 'Print the version, the commit and the version of Node.', [
    'rootkeeper version --format json | jq -r .version',
  ])
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .action(async ({ format }: { format: Format }) => {
      const info = readVersion();
      const text = `rootkeeper ${info.version} (commit ${info.commit}, Node ${info.node})`;
      await write(`${format === 'json' ? JSON.stringify(info) : text}\n`);
    });
