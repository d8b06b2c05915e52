/**
 * `rootkeeper simulate`: the simulated organization alone, in the foreground, until a signal asks it to stop.
 * Whoever started it with an IPC channel gets the environment as a message, and it ends with that channel.
 */
import { rename, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type CommandMaker, makeCommand } from './command.ts';
import { write, writeError } from './output.ts';
import { wholeNumberArgument } from './parse-arguments.ts';
import { listenForStop } from './stop-signals.ts';

type Options = {
  readonly port: number;
  readonly accounts: number;
  readonly seed: number;
  readonly latency: number;
  readonly rootAccess: boolean;
  readonly envFile?: string;
};

export const simulateCommand: CommandMaker = () =>
  makeCommand('simulate', 'Run a simulated AWS organization on one port of this machine. Needs no AWS account.', [
    'rootkeeper simulate',
    'rootkeeper simulate --accounts 1000 --seed 7 --latency 40',
    'rootkeeper simulate --port 0 --env-file /tmp/simulated.env &   # then: . /tmp/simulated.env; aws sts get-caller-identity',
  ])
    .option('--port <number>', 'port on 127.0.0.1; 0 takes any that is free', wholeNumberArgument(0, 65_535), 4566)
    .option('--accounts <number>', 'member accounts to begin with', wholeNumberArgument(1, 10_000), 24)
    .option('--seed <number>', 'the same seed makes the same organization', wholeNumberArgument(0, 2 ** 31), 1)
    .option('--latency <ms>', 'how long each answer takes at least', wholeNumberArgument(0, 60_000), 0)
    .option('--no-root-access', 'begin with trusted access for IAM and the root access features switched off')
    .option('--env-file <file>', 'write the `export` lines there too, once it is ready')
    .action(async (_: unknown, command: Command) => {
      await simulate(command.opts<Options>());
    });

async function simulate({ port, accounts, seed, latency, rootAccess, envFile }: Options): Promise<void> {
  using stop = listenForStop();
  const { openSimulator } = await import('../simulator/open-simulator.ts');
  await using simulator = await openSimulator({ port, accounts, seed, latencyMs: latency, rootAccess });
  const lines = exportLines(simulator.environment);
  await write(lines);
  if (envFile !== undefined) await writeWhole(envFile, lines);
  process.send?.(simulator.environment);
  writeError(`rootkeeper: a simulated organization of ${accounts} accounts listens on ${simulator.endpoint}\n`);
  await Promise.race([stop.first, channelEnd()]);
  // A channel that somebody listens to would keep the process alive.
  if (process.connected) process.disconnect();
}

function exportLines(environment: Readonly<Record<string, string>>): string {
  return Object.entries(environment)
    .map(([name, value]) => `export ${name}=${quote(value)}\n`)
    .join('');
}

const quote = (value: string): string =>
  /^[\w.:/+=@-]*$/u.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

/** Whoever waits for the file never reads half of it. It holds secrets, if only simulated ones. */
async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text, { mode: 0o600 });
  await rename(unfinished, file);
}

/** Never resolves when there is no channel. */
function channelEnd(): Promise<void> {
  return new Promise((resolve) => {
    if (process.send !== undefined) process.once('disconnect', resolve);
  });
}
