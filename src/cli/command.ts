/** What all commands have in common: how they are made, their global options, and their examples. */
import { Command } from 'commander';
import type { LoadedConfig } from '../config/load.ts';
import type { LogLevel } from '../observe/log.ts';

/** Makes a command; `finish` takes its exit code when that is not 0. */
export type CommandMaker = (finish: (code: number) => void) => Command;

export type GlobalOptions = { readonly config?: string; readonly logLevel?: LogLevel };

export type Format = 'text' | 'json';

export function makeCommand(name: string, description: string, examples: readonly string[]): Command {
  const lines = examples.map((line) => `  ${line}`).join('\n');
  const command = new Command(name).description(description);
  return examples.length === 0 ? command : command.addHelpText('after', `\nExamples:\n${lines}`);
}

/** The configuration as the global options ask for it. Loaded late: commands that need none start faster. */
export async function loadFor(command: Command): Promise<LoadedConfig> {
  const { loadConfig } = await import('../config/load.ts');
  return await loadConfig({ file: command.optsWithGlobals<GlobalOptions>().config });
}
