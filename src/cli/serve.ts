/**
 * `rootkeeper serve`: the daemon in the foreground, until a signal asks it to stop.
 * Never: decides how parts are opened and closed (that is `daemon.ts`).
 */
import type { Command } from 'commander';
import { openLog } from '../observe/log.ts';
import { type CommandMaker, type GlobalOptions, loadFor, makeCommand } from './command.ts';
import { bringToLife } from './simulated-life.ts';
import { listenForStop } from './stop-signals.ts';
import { readVersion } from './version-info.ts';

type Options = GlobalOptions & { readonly simulate?: boolean };

export const serveCommand: CommandMaker = () =>
  makeCommand('serve', 'Run the daemon. SIGTERM stops it in order, a second one at once.', [
    'rootkeeper --config /etc/rootkeeper/config.yaml serve',
    'ROOTKEEPER_MODE=enforce rootkeeper serve',
    'rootkeeper serve --simulate   # no AWS account needed',
  ])
    .option('--simulate', 'start a simulated organization with some life in it beside it, and look after that')
    .action(async (_: unknown, command: Command) => {
      await serve(command);
      endAnyway();
    });

async function serve(command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  using stop = listenForStop();
  await using simulation = options.simulate === true ? await startSimulation() : undefined;
  const { config } = await loadFor(command);
  const log = openLog(options.logLevel ?? config.logLevel);
  const { openDaemon } = await import('../daemon.ts');
  const { version, commit } = readVersion();

  await using daemon = await openDaemon(config, { log, version, commit });
  using life = new DisposableStack();
  if (simulation !== undefined) life.use(bringToLife(simulation.environment, log));
  log.info(
    { apiUrl: daemon.apiUrl, metricsUrl: daemon.metricsUrl, mode: config.mode, version },
    'rootkeeper is running',
  );
  const why = await Promise.race([
    stop.first,
    daemon.closed.then(() => 'the daemon closed by itself'),
    ...(simulation === undefined ? [] : [simulation.ended.then(() => 'the simulated organization ended')]),
  ]);
  log.info({ because: why }, 'stopping');
}

/**
 * Everything is closed, or was given up after its time. What was given up (a connection that a library still tries to
 * mend) must not keep the process alive until somebody kills it. Nothing left: the process has ended before.
 */
function endAnyway(): void {
  setTimeout(() => {
    process.exit(storeOrNetwork);
  }, 1000).unref();
}

/** The exit code of the contract. */
const storeOrNetwork = 3;

/** Whoever simulates must not reach AWS by accident, so its variables replace the real ones in this process. */
async function startSimulation() {
  const { openSimulation } = await import('./simulation.ts');
  const simulation = await openSimulation();
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, simulation.environment);
  return simulation;
}
