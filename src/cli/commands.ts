/** Every command there is, in the order of `--help`. */
import { analyzeCommand } from './analyze.ts';
import type { CommandMaker } from './command.ts';
import { completionCommand } from './completion.ts';
import { configCommand } from './config.ts';
import { execCommand } from './exec.ts';
import { serveCommand } from './serve.ts';
import { simulateCommand } from './simulate.ts';
import { unlockCommand } from './unlock.ts';
import { versionCommand } from './version.ts';

export const commands: readonly CommandMaker[] = [
  serveCommand,
  analyzeCommand,
  unlockCommand,
  execCommand,
  simulateCommand,
  configCommand,
  completionCommand,
  versionCommand,
];
