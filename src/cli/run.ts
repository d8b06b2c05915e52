/**
 * From arguments to exit code. The only place that turns an error into words for a terminal.
 * Exit codes are a contract: 0 fine, 1 the check found something, 2 usage or configuration, 3 AWS, Redis or network.
 */
import { Command, CommanderError, Option } from 'commander';
import { commands } from './commands.ts';
import { exitCodeOf } from './exit-code.ts';
import { endWithReader, writeError } from './output.ts';
import { showError } from './show-error.ts';
import { readVersion } from './version-info.ts';

/** Never rejects: whatever goes wrong has been said on stderr when it returns. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  endWithReader();
  let outcome = 0;
  const program = buildProgram((code) => (outcome = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return outcome;
  } catch (error) {
    // commander has printed its own message, and help is not an error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    writeError(showError(error));
    return exitCodeOf(error);
  }
}

/** `finish` takes the exit code of the command that ran, when it is not 0. */
export function buildProgram(finish: (code: number) => void): Command {
  const program = new Command('rootkeeper')
    .description('Keeps every member account of an AWS Organization rootless and unlockable.')
    .version(readVersion().version, '-V, --version', 'print the version')
    .addOption(
      new Option('--config <file>', 'configuration file (else ROOTKEEPER_CONFIG, /etc/rootkeeper/config.yaml)'),
    )
    .addOption(
      new Option('--log-level <level>', 'how much is logged').choices([
        'trace',
        'debug',
        'info',
        'warn',
        'error',
        'fatal',
        'silent',
      ]),
    )
    .addHelpText('after', afterHelp)
    .helpCommand('help [command]', 'explain a command')
    .showSuggestionAfterError(true);
  for (const add of commands) program.addCommand(add(finish));
  for (const command of [program, ...allBelow(program)]) shape(command);
  return program;
}

const allBelow = (command: Command): Command[] => command.commands.flatMap((child) => [child, ...allBelow(child)]);

/** Errors of usage look like all others, and leave the process alive long enough to be written. */
function shape(command: Command): void {
  command.exitOverride().configureOutput({
    outputError: (text, write) => {
      const [what = '', ...rest] = text
        .trim()
        .replace(/^error: /u, '')
        .split('\n');
      const hint = rest.join(' ').replace(/^\(|\)$/gu, '');
      write(`rootkeeper: ${what}\n→ ${hint === '' ? `run \`${pathOf(command)} --help\`` : hint}\n`);
    },
  });
}

const pathOf = (command: Command): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

const afterHelp = `
Exit codes:
  0  fine
  1  the check found something: a lockout, root credentials
  2  usage or configuration
  3  AWS, Redis or network failure

Every command explains itself with examples: rootkeeper COMMAND --help`;
